// A server on loopback for tests: plain sockets, a thread, what it does written out by the test.
#ifndef BONGSU_DELIVERY_TEST_SERVER_H_
#define BONGSU_DELIVERY_TEST_SERVER_H_

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace bongsu::delivery {

// One accepted connection. Reading ends with "" when the other side closes or the server stops.
class Connection {
 public:
  Connection(int fd, const std::atomic<bool>& stopped) : fd_(fd), stopped_(stopped) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { ::close(fd_); }

  // Up to and with the next LF; what there is when the other side closes.
  std::string ReadLine() {
    size_t end = 0;
    while ((end = held_.find('\n')) == std::string::npos)
      if (!More()) return std::exchange(held_, {});
    std::string line = held_.substr(0, end + 1);
    held_.erase(0, end + 1);
    return line;
  }
  std::string ReadBytes(size_t size) {
    while (held_.size() < size && More()) {
    }
    std::string bytes = held_.substr(0, size);
    held_.erase(0, bytes.size());
    return bytes;
  }
  // False when the other side takes no more.
  bool Write(std::string_view text) {
    while (!text.empty() && !stopped_) {
      const ssize_t n = ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
      if (n <= 0) return false;
      text.remove_prefix(static_cast<size_t>(n));
    }
    return !stopped_;
  }
  // Says nothing until the other side gives up.
  void Hang() {
    while (More()) held_.clear();
  }

 private:
  bool More() {
    char buffer[4096];
    pollfd waiting{fd_, POLLIN, 0};
    while (!stopped_ && ::poll(&waiting, 1, 20) == 0) {
    }
    if (stopped_) return false;
    const ssize_t n = ::recv(fd_, buffer, sizeof buffer, 0);
    if (n <= 0) return false;
    held_.append(buffer, static_cast<size_t>(n));
    return true;
  }
  int fd_;
  const std::atomic<bool>& stopped_;
  std::string held_;
};

// Listens from its construction on; serves one connection after another from Start on. The handler
// gets the connection and its number from 0.
class TestServer {
 public:
  using Handler = std::function<void(Connection&, int)>;
  TestServer() : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::listen(fd_, 16);
    socklen_t size = sizeof address;
    ::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
  }
  explicit TestServer(Handler handler) : TestServer() { Start(std::move(handler)); }
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;
  ~TestServer() { Stop(); }

  void Start(Handler handler) {
    thread_ = std::thread([this, handler = std::move(handler)] {
      pollfd waiting{fd_, POLLIN, 0};
      for (int number = 0; !stopped_;) {
        if (::poll(&waiting, 1, 20) <= 0) continue;
        const int fd = ::accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC);
        if (fd < 0) continue;
        Connection connection(fd, stopped_);
        handler(connection, number++);
      }
    });
  }
  void Stop() {
    stopped_ = true;
    if (thread_.joinable()) thread_.join();
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }
  std::string Address() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  int fd_;
  int port_ = 0;
  std::atomic<bool> stopped_{false};
  std::thread thread_;
};

struct HttpRequest {
  std::string line;                            // "POST /hook HTTP/1.1"
  std::map<std::string, std::string> headers;  // names in small letters
  std::string body;
};

inline HttpRequest ReadHttp(Connection& connection) {
  HttpRequest request;
  request.line = connection.ReadLine();
  while (true) {
    const std::string line = connection.ReadLine();
    const size_t colon = line.find(": ");
    if (colon == std::string::npos) break;
    std::string name = line.substr(0, colon);
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    request.headers[name] = line.substr(colon + 2, line.find_last_not_of("\r\n") - colon - 1);
  }
  request.body = connection.ReadBytes(std::stoul("0" + request.headers["content-length"]));
  return request;
}

// What a mail server is told.
struct MailSession {
  std::vector<std::string> commands;  // without line ends, DATA's lines apart
  std::string message;                // as it came, without the closing dot
};

// Speaks SMTP: greets, and answers each command with 250 (354 to DATA, 221 to QUIT) or with what
// `answers` has for the command's first word.
inline MailSession ServeMail(Connection& connection,
                             const std::map<std::string, std::string>& answers = {}) {
  MailSession session;
  const auto greeting = answers.find("greeting");
  connection.Write(greeting == answers.end() ? "220 test\r\n" : greeting->second);
  while (true) {
    std::string line = connection.ReadLine();
    if (line.empty()) return session;
    line.erase(line.find_last_not_of("\r\n") + 1);
    session.commands.push_back(line);
    const std::string verb = line.substr(0, line.find_first_of(" :"));
    const auto answer = answers.find(verb);
    if (answer != answers.end()) {
      if (answer->second == "hang") {
        connection.Hang();
        return session;
      }
      connection.Write(answer->second);
    } else if (verb == "DATA") {
      connection.Write("354 go on\r\n");
      for (std::string text = connection.ReadLine(); !text.empty() && text != ".\r\n";
           text = connection.ReadLine())
        session.message += text;
      const auto after = answers.find("message");
      connection.Write(after == answers.end() ? "250 taken\r\n" : after->second);
    } else if (verb == "QUIT") {
      connection.Write("221 bye\r\n");
      return session;
    } else {
      connection.Write("250 test\r\n");
    }
  }
}

// What the server's thread leaves for the test.
template <typename T>
class Seen {
 public:
  void Add(T value) {
    const std::lock_guard lock(mutex_);
    values_.push_back(std::move(value));
  }
  std::vector<T> All() const {
    const std::lock_guard lock(mutex_);
    return values_;
  }

 private:
  mutable std::mutex mutex_;  // guards values_
  std::vector<T> values_;
};

}  // namespace bongsu::delivery

#endif  // BONGSU_DELIVERY_TEST_SERVER_H_
