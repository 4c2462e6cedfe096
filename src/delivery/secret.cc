#include "delivery/secret.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "base/base64.h"
#include "lexicon/tsv.h"

namespace bongsu::delivery {
namespace {

constexpr std::string_view kKeyPrefix = "whsec_";
constexpr size_t kMinKey = 24, kMaxKey = 512, kMaxKeys = 4;
constexpr mode_t kOthers = S_IRWXG | S_IRWXO;

Status Refused(const std::string& place, const std::string& why) {
  return {ErrorCode::kInvalidArgument, place + ": " + why};
}

// The mode is that of the file that is read, whatever the path comes to name meanwhile.
Result<std::string> ReadGuardedFile(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    return {errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIoError,
            path + ": " + std::strerror(errno)};
  struct stat about{};
  Status status;
  std::string text;
  if (::fstat(fd, &about) != 0)
    status = {ErrorCode::kIoError, path + ": " + std::strerror(errno)};
  else if (!S_ISREG(about.st_mode))
    status = Refused(path, "not a regular file");
  else if ((about.st_mode & kOthers) != 0)
    status = Refused(path, "is open to others than its owner; chmod 600");
  std::array<char, kMaxSecretBytes + 1> buffer{};
  while (status.ok() && text.size() <= kMaxSecretBytes) {
    const ssize_t n = ::read(fd, buffer.data(), buffer.size());
    if (n == 0) break;
    if (n > 0)
      text.append(buffer.data(), static_cast<size_t>(n));
    else if (errno != EINTR)
      status = {ErrorCode::kIoError, path + ": " + std::strerror(errno)};
  }
  ::close(fd);
  if (!status.ok()) return status;
  return text;
}

}  // namespace

Result<std::string> ReadSecret(const watch::Receiver& receiver, const std::string& folder) {
  std::string place = "$" + receiver.secret_env, text;
  if (receiver.secret_env.empty()) {
    place = (std::filesystem::path(folder) / receiver.secret_file).string();
    BONGSU_ASSIGN_OR_RETURN(text, ReadGuardedFile(place));
  } else {
    const char* value = std::getenv(receiver.secret_env.c_str());
    if (value == nullptr) return {ErrorCode::kNotFound, place + " is not set"};
    text = value;
  }
  if (text.size() > kMaxSecretBytes) return Refused(place, "larger than 4096 bytes");
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  if (text.empty()) return Refused(place, "is empty");
  if (text.find('\0') != std::string::npos) return Refused(place, "holds a NUL byte");
  return text;
}

Result<std::vector<std::string>> ParseKeys(const std::string& secret) {
  std::vector<std::string> keys;
  for (std::string_view line : lexicon::Split(secret, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    std::string key(line);
    if (line.starts_with(kKeyPrefix)) {
      auto bytes = base::DecodeBase64(line.substr(kKeyPrefix.size()));
      if (!bytes) return Refused("the secret", "what follows whsec_ is not base64");
      key = std::move(*bytes);
    }
    if (key.size() < kMinKey || key.size() > kMaxKey)
      return Refused("the secret", "a key has 24 to 512 bytes");
    keys.push_back(std::move(key));
  }
  if (keys.empty() || keys.size() > kMaxKeys)
    return Refused("the secret", "there are one to four keys, one a line");
  return keys;
}

}  // namespace bongsu::delivery
