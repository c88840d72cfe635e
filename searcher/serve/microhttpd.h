// libmicrohttpd, loaded when it is first wanted and not when the program starts: with it come
// GnuTLS and eight libraries more, for which each query on the command line would wait (one over 45
// articles: 9.7 million instructions with them, 4.3 without; callgrind).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <microhttpd.h>

namespace backfile {

// The functions of it that serve calls, under their names without MHD_.
struct Microhttpd {
  decltype(&MHD_add_response_header) add_response_header;
  decltype(&MHD_create_response_from_buffer) create_response_from_buffer;
  decltype(&MHD_create_response_from_callback) create_response_from_callback;
  decltype(&MHD_create_response_from_fd) create_response_from_fd;
  decltype(&MHD_destroy_response) destroy_response;
  decltype(&MHD_get_connection_info) get_connection_info;
  decltype(&MHD_get_connection_values) get_connection_values;
  decltype(&MHD_queue_response) queue_response;
  decltype(&MHD_quiesce_daemon) quiesce_daemon;
  decltype(&MHD_resume_connection) resume_connection;
  decltype(&MHD_start_daemon) start_daemon;
  decltype(&MHD_stop_daemon) stop_daemon;
  decltype(&MHD_suspend_connection) suspend_connection;
};

// Throws Error(kInternal) if this machine does not have it. Thread-safe.
const Microhttpd& Mhd();

}  // namespace backfile
