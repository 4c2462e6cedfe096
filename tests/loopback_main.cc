// A receiver on loopback for the end-to-end tests: loopback PORTFILE LOG HOW, where HOW is a status
// of HTTP, `hang`, or `smtp`. Writes its port to PORTFILE, and to LOG a line for each thing it was
// told: the alert's id of a webhook, the message's id of a mail. Serves until it is killed or its
// parent ends.
#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

#include "delivery/test_server.h"

using namespace bongsu::delivery;

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);  // a test that fails leaves none behind
  const std::string port_file = argv[1], how = argv[3];
  std::ofstream log(argv[2], std::ios::app);
  TestServer server([&](Connection& connection, int) {
    if (how == "hang") {
      log << "somebody" << std::endl;
      connection.Hang();
    } else if (how == "smtp") {
      const MailSession session = ServeMail(connection);
      const size_t id = session.message.find("Message-ID: ");
      if (id != std::string::npos)
        log << session.message.substr(id, session.message.find('\r', id) - id) << std::endl;
    } else {
      HttpRequest request = ReadHttp(connection);
      log << request.headers["idempotency-key"] << " " << request.headers["webhook-signature"]
          << std::endl;
      connection.Write("HTTP/1.1 " + how + " X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }
  });
  // Whole when it is there.
  std::ofstream(port_file + ".new") << server.Address();
  std::filesystem::rename(port_file + ".new", port_file);
  return ::pause();
}
