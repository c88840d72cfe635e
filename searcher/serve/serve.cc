// The process: a socket, a service, and signals.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/serve.h"

#include <sys/resource.h>

#include <chrono>
#include <csignal>
#include <iostream>

#include "searcher/serve/http.h"
#include "searcher/serve/listen.h"
#include "searcher/serve/service.h"

namespace backfile {

namespace {

constexpr std::chrono::seconds kGrace{15};

// Each connection is a descriptor; so is each file of the index.
void AllowDescriptors() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 65'536);
  setrlimit(RLIMIT_NOFILE, &limit);
}

// Must be set before there are threads, which inherit it.
sigset_t BlockSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

}  // namespace

ExitCode Serve(const Shards& shards, const ServeOptions& options) {
  AllowDescriptors();
  const sigset_t signals = BlockSignals();
  const Listener listener = OpenListener(options.listen);
  Service service(shards, options, listener.is_loopback);
  HttpServer server(
      {.listen_fd = listener.fd},
      [&](HttpRequest request, Reply reply) {
        service.Answer(std::move(request), std::move(reply));
      },
      [&](std::function<void()> job) { return service.Defer(std::move(job)); });
  service.set_server(&server);
  std::cout << "http://" << listener.address << "/" << std::endl;
  int signal = 0;
  sigwait(&signals, &signal);
  server.Stop(kGrace);
  return ExitCode::kDone;
}

}  // namespace backfile
