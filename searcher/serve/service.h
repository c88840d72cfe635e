// A request's way: may it, which page, who makes the answer, what it is sent with.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <string>

#include "searcher/serve/access.h"
#include "searcher/serve/metrics.h"
#include "searcher/serve/pages.h"
#include "searcher/serve/workers.h"

namespace backfile {

class HttpServer;

class Service {
 public:
  // Throws Error(kIndex): there is no index that can be opened; and as Access.
  Service(const Shards& shards, const ServeOptions& options, bool is_loopback);

  // For HttpServer. Neither blocks.
  void Answer(HttpRequest request, Reply reply);
  bool Defer(std::function<void()> job);

  // Whose connections /metrics tells; must outlive the requests.
  void set_server(const HttpServer* server) { server_ = server; }

 private:
  struct Task;
  bool Submit(const std::shared_ptr<Task>& task);
  void Work(Task* task, FreshSearcher* searcher);
  HttpResponse Make(const Task& task, FreshSearcher* searcher);
  HttpResponse Status(const HttpRequest& request) const;
  void Finish(Task* task, HttpResponse response);

  Site site_;
  Access access_;
  Metrics metrics_;
  std::string log_;
  const HttpServer* server_ = nullptr;
  Workers search_;
  Workers long_;
};

// Headers that every answer has.
void AddSecurityHeaders(HttpResponse* response);

}  // namespace backfile
