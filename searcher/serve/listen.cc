// Numeric addresses only: what a name resolves to may change.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/listen.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "article/problem.h"

namespace backfile {

namespace {

constexpr int kFirstHandedOver = 3;
constexpr int kBacklog = 1024;

bool IsHandedOver() {
  const char* pid = std::getenv("LISTEN_PID");
  const char* count = std::getenv("LISTEN_FDS");
  return pid != nullptr && count != nullptr && std::to_string(getpid()) == pid &&
         std::atoi(count) >= 1;
}

// Whether a socket address is of this machine alone.
bool IsLoopback(const sockaddr_storage& address) {
  if (address.ss_family == AF_UNIX) return true;
  if (address.ss_family == AF_INET) {
    sockaddr_in four{};
    std::memcpy(&four, &address, sizeof four);
    return (ntohl(four.sin_addr.s_addr) >> 24) == 127;
  }
  sockaddr_in6 six{};
  std::memcpy(&six, &address, sizeof six);
  return address.ss_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&six.sin6_addr) != 0;
}

Listener Described(int fd) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  // The interface of the sockets takes every family through one type of pointer.
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (getsockname(fd, any, &size) != 0) {
    throw SystemError(ExitCode::kInput, "serve: no socket was handed over", errno);
  }
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> port{};
  getnameinfo(any, size, host.data(), host.size(), port.data(), port.size(),
              NI_NUMERICHOST | NI_NUMERICSERV);
  std::string name = host.data();
  if (address.ss_family == AF_INET6) name = "[" + name + "]";
  return {fd, IsLoopback(address), name + ":" + port.data()};
}

// "127.0.0.1:80" and "[::1]:80" as host and port.
std::pair<std::string, std::string> Split(const std::string& address) {
  const std::size_t colon = address.rfind(':');
  if (colon == std::string::npos || colon + 1 == address.size()) {
    throw Error(ExitCode::kUsage, "serve: \"" + address + "\" is not ADDRESS:PORT");
  }
  std::string host = address.substr(0, colon);
  if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
  return {host == "localhost" ? "127.0.0.1" : host, address.substr(colon + 1)};
}

using AddressList = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

AddressList Resolve(const std::string& address) {
  const auto [host, port] = Split(address);
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  if (getaddrinfo(host.c_str(), port.c_str(), &hints, &list) != 0) {
    throw Error(ExitCode::kUsage,
                "serve: \"" + address + "\" is not a numeric ADDRESS:PORT such as 127.0.0.1:8640");
  }
  return {list, freeaddrinfo};
}

}  // namespace

Listener OpenListener(const std::string& address) {
  if (IsHandedOver()) {
    fcntl(kFirstHandedOver, F_SETFD, FD_CLOEXEC);
    return Described(kFirstHandedOver);
  }
  const AddressList list = Resolve(address);
  const int fd = socket(list->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int yes = 1;
  if (fd >= 0) setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (fd < 0 || bind(fd, list->ai_addr, list->ai_addrlen) != 0 || listen(fd, kBacklog) != 0) {
    const int error = errno;
    if (fd >= 0) close(fd);
    throw SystemError(ExitCode::kInput, "serve: " + address + " cannot be listened on", error);
  }
  return Described(fd);
}

}  // namespace backfile
