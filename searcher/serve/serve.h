// The web page of an index: one process, embedded pages, no request to anywhere else.
//
// The folder from the ground up: parameters, html (escaping by type), state (an address is a
// search), search_view and chart (what a search shows), the pages, http (the one file that knows
// the network's library), workers (threads that search), access (who may), service (a request's
// way through all of these), and serve (the process).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "article/problem.h"
#include "index/shards.h"
#include "searcher/parser.h"

namespace backfile {

struct ServeOptions {
  std::string listen = "127.0.0.1:8640";  // ADDRESS:PORT; port 0 is any that is free.
  std::string token_path = {};            // A file whose first line is the token; empty: none.
  std::string user_header = {};  // Set by a reverse proxy for whom it has let in; empty: none.
  std::vector<std::string> hosts = {};  // Names by which the page is asked for, besides localhost.
  int threads = 0;                      // That search; 0: one a core.
  std::string log = "none";             // On standard error: "none", "requests", "queries".
  std::chrono::milliseconds timeout{5000};  // For a question.
  QueryLimits limits = {};
};

// Serves until SIGINT or SIGTERM, then ends what is under way. Listens on the socket that systemd
// hands over, if any. Throws Error: kUsage, kIndex, kInput (the address cannot be listened on).
ExitCode Serve(const Shards& shards, const ServeOptions& options);

}  // namespace backfile
