// Connecting.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/remote.h"

#include <xapian.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <filesystem>

#include "index/guard.h"

namespace backfile {

namespace {

// What is behind the last colon, or 0.
unsigned PortOf(std::string_view place) {
  const std::size_t colon = place.rfind(':');
  if (colon == 0 || colon == std::string_view::npos) return 0;
  const std::string_view digits = place.substr(colon + 1);
  unsigned port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  const bool is_number = error == std::errc() && end == digits.data() + digits.size();
  return is_number && port <= 65'535 ? port : 0;
}

// An IPv6 address stands in brackets before its port.
std::string HostOf(const std::string& place) {
  const std::string host = place.substr(0, place.rfind(':'));
  const bool has_brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
  return has_brackets ? host.substr(1, host.size() - 2) : host;
}

}  // namespace

bool IsServer(const std::string& place) {
  std::error_code error;
  return PortOf(place) != 0 && place.find('/') == std::string::npos &&
         !std::filesystem::exists(place, error);
}

RemoteDatabase::RemoteDatabase(const std::string& place, const RemoteLimits& limits) {
  std::signal(SIGPIPE, SIG_IGN);
  database_ = GuardXapian(place, [&] {
    return std::make_unique<Xapian::Database>(Xapian::Remote::open(
        HostOf(place), PortOf(place), static_cast<unsigned>(limits.answer.count()),
        static_cast<unsigned>(limits.connect.count())));
  });
}

RemoteDatabase::~RemoteDatabase() = default;

}  // namespace backfile
