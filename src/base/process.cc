#include "base/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace bongsu::base {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kPollMs = 20;
constexpr int kCannotRun = 127, kBySignal = 128;

Status Failure(const std::string& what) {
  return {ErrorCode::kIoError, what + ": " + std::strerror(errno)};
}

// In the child, after fork: only what is safe there.
[[noreturn]] void Become(char* const* argv, char* const* environment, int input) {
  ::setsid();
  ::dup2(input, STDIN_FILENO);
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  ::dup2(nowhere, STDOUT_FILENO);
  ::dup2(nowhere, STDERR_FILENO);
  ::signal(SIGPIPE, SIG_DFL);
  ::signal(SIGINT, SIG_DFL);
  ::execvpe(argv[0], argv, environment);
  ::_exit(kCannotRun);
}

// Gives what the program takes of its input until it ends or time is up.
void Feed(int fd, std::string_view input, Clock::time_point until) {
  while (!input.empty() && Clock::now() < until) {
    pollfd waiting{fd, POLLOUT, 0};
    if (::poll(&waiting, 1, kPollMs) < 0 && errno != EINTR) return;
    if ((waiting.revents & POLLERR) != 0) return;
    if ((waiting.revents & POLLOUT) == 0) continue;
    const ssize_t n = ::write(fd, input.data(), input.size());
    if (n > 0)
      input.remove_prefix(static_cast<size_t>(n));
    else if (errno != EAGAIN && errno != EINTR)
      return;
  }
}

}  // namespace

Result<int> RunProgram(const std::vector<std::string>& argv, std::string_view input,
                       const std::vector<std::pair<std::string, std::string>>& environment,
                       std::chrono::milliseconds limit) {
  if (argv.empty() || argv[0].empty()) return {ErrorCode::kInvalidArgument, "no program is named"};
  std::vector<std::string> settings;
  for (char** given = environ; *given != nullptr; ++given) settings.emplace_back(*given);
  for (const auto& [key, value] : environment) settings.push_back(key + "=" + value);
  std::vector<char*> words, variables;
  for (const std::string& word : argv) words.push_back(const_cast<char*>(word.c_str()));
  for (const std::string& setting : settings)
    variables.push_back(const_cast<char*>(setting.c_str()));
  words.push_back(nullptr);
  variables.push_back(nullptr);

  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return Failure("pipe");
  const auto until = Clock::now() + limit;
  const pid_t child = ::fork();
  if (child == 0) Become(words.data(), variables.data(), ends[0]);
  ::close(ends[0]);
  if (child < 0) {
    ::close(ends[1]);
    return Failure("fork");
  }
  (void)::fcntl(ends[1], F_SETFL, O_NONBLOCK);
  // A program that does not read must not end us.
  auto* const before = ::signal(SIGPIPE, SIG_IGN);
  Feed(ends[1], input, until);
  ::close(ends[1]);
  ::signal(SIGPIPE, before);

  int status = 0;
  while (true) {
    const pid_t done = ::waitpid(child, &status, WNOHANG);
    if (done == child) break;
    if (done < 0 && errno != EINTR) return Failure("waitpid");
    if (Clock::now() >= until) {
      ::kill(-child, SIGKILL);
      ::waitpid(child, &status, 0);
      return {ErrorCode::kResourceExhausted,
              argv[0] + ": not done after " + std::to_string(limit.count()) + " ms, killed"};
    }
    ::poll(nullptr, 0, kPollMs);
  }
  if (WIFSIGNALED(status)) return kBySignal + WTERMSIG(status);
  if (WEXITSTATUS(status) == kCannotRun)
    return {ErrorCode::kNotFound, argv[0] + ": cannot be started"};
  return WEXITSTATUS(status);
}

}  // namespace bongsu::base
