// The socket that is listened on.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace backfile {

struct Listener {
  int fd = -1;
  bool is_loopback = false;  // Nothing but this machine can reach it.
  std::string address;       // "127.0.0.1:8640"
};

// The socket handed over by systemd (sd_listen_fds(3)), else a new one at "ADDRESS:PORT" or
// "[ADDRESS]:PORT". Throws Error(kUsage) if it is no address, Error(kInput) if it is taken.
Listener OpenListener(const std::string& address);

}  // namespace backfile
