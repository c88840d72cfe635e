// Two lanes: searches, which take milliseconds, and what may take seconds (exports, original
// bytes), so that the one never waits for the other. Both are bounded; beyond that a request is
// told to come again, at once.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/service.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iostream>
#include <thread>

#include "article/json.h"
#include "article/text.h"

namespace backfile {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostWaiting = 256;
constexpr std::size_t kLongThreads = 2;
constexpr std::chrono::seconds kLongestWait{10};
constexpr std::size_t kLongList = 200;  // Hits; more are an export.

std::size_t ThreadsFor(const ServeOptions& options) {
  if (options.threads > 0) return static_cast<std::size_t>(options.threads);
  return std::max(1U, std::thread::hardware_concurrency());
}

int StatusOf(const Error& error) {
  switch (error.code()) {
    case ExitCode::kUsage:
    case ExitCode::kFormatTooNew:
    case ExitCode::kFormatTooOld:
      return 400;
    case ExitCode::kNothingFound:
      return 404;
    case ExitCode::kInput:
      return 410;
    case ExitCode::kInternal:
      return 500;
    default:
      return 503;
  }
}

std::string_view TitleOf(int status) {
  switch (status) {
    case 400:
      return "That is no question";
    case 404:
      return "Not there";
    case 405:
      return "Not in this way";
    case 410:
      return "No longer there";
    case 500:
      return "A fault of the program";
    default:
      return "Not now";
  }
}

// A page for people, with what they had asked still in its box; an object for programs.
HttpResponse Trouble(int status, std::string_view what, const HttpRequest& request, bool is_data) {
  HttpResponse response;
  if (is_data) {
    std::string body;
    JsonObject json(&body);
    json.Text("error", what);
    json.Close();
    response = {.status = status, .type = "application/json", .body = body + "\n"};
  } else {
    response = ErrorPage(status, TitleOf(status), what, ParseState(request.parameters));
  }
  if (status == 503) response.headers.emplace_back("Retry-After", "2");
  return response;
}

bool IsExport(const HttpRequest& request, const Route& route) {
  if (!IsDataEnding(route.ending)) return false;
  if (route.page->path == "/person") return true;
  const std::string_view limit = ParameterOf(request.parameters, "limit");
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(limit.data(), limit.data() + limit.size(), number);
  return !limit.empty() && (error != std::errc() || number > kLongList);
}

}  // namespace

struct Service::Task {
  HttpRequest request;
  Route route;
  Reply reply;
  Clock::time_point begin = Clock::now();
};

void AddSecurityHeaders(HttpResponse* response) {
  constexpr std::array kHeaders = {
      std::pair("Content-Security-Policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
                "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
      std::pair("X-Content-Type-Options", "nosniff"),
      std::pair("X-Frame-Options", "DENY"),
      std::pair("Referrer-Policy", "same-origin"),
      std::pair("Cross-Origin-Opener-Policy", "same-origin"),
      std::pair("Cross-Origin-Resource-Policy", "same-origin"),
      std::pair("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
  };
  for (const auto& [name, value] : kHeaders) response->headers.emplace_back(name, value);
  if (!HasParameter(response->headers, "Cache-Control")) {
    response->headers.emplace_back("Cache-Control", "private, no-cache");
  }
}

Service::Service(const Shards& shards, const ServeOptions& options, bool is_loopback)
    : site_(shards),
      access_(options, is_loopback),
      log_(options.log),
      search_(shards, ThreadsFor(options), kMostWaiting),
      long_(shards, kLongThreads, kMostWaiting) {
  site_.limits = options.limits;
  site_.search_timeout = options.timeout;
  site_.long_timeout = std::max(site_.long_timeout, options.timeout);
}

bool Service::Defer(std::function<void()> job) {
  return long_.Submit([job = std::move(job)](FreshSearcher*) { job(); });
}

HttpResponse Service::Status(const HttpRequest& request) const {
  const Metrics::Now now{server_ == nullptr ? 0 : server_->connections(), search_.waiting()};
  if (request.path == "/metrics") {
    return {.type = "text/plain; version=0.0.4; charset=utf-8", .body = metrics_.Text(now)};
  }
  const bool is_busy = now.waiting >= kMostWaiting;
  return {.status = is_busy ? 503 : 200,
          .type = "text/plain; charset=utf-8",
          .body = is_busy ? "busy\n" : "ok\n"};
}

void Service::Answer(HttpRequest request, Reply reply) {
  const auto task = std::make_shared<Task>(Task{std::move(request), {}, std::move(reply)});
  const std::string& path = task->request.path;
  if (path == "/healthz") return Finish(task.get(), Status(task->request));
  if (auto refusal = access_.Refusal(task->request)) {
    return Finish(task.get(), std::move(*refusal));
  }
  if (path == "/metrics") return Finish(task.get(), Status(task->request));
  task->route = FindRoute(task->request.method, path);
  if (task->route.page == nullptr) {
    return Finish(task.get(), Trouble(task->route.status, Printable(path), task->request, false));
  }
  if (task->route.page->lane == Lane::kNetwork) return Work(task.get(), nullptr);
  if (Submit(task)) return;
  metrics_.CountRefused();
  Finish(task.get(), Trouble(503, "Too much is asked at once; try again in a moment.",
                             task->request, IsDataEnding(task->route.ending)));
}

bool Service::Submit(const std::shared_ptr<Task>& task) {
  const bool is_long =
      task->route.page->lane == Lane::kLong || IsExport(task->request, task->route);
  Workers& workers = is_long ? long_ : search_;
  return workers.Submit([this, task](FreshSearcher* searcher) { Work(task.get(), searcher); });
}

namespace {

HttpResponse AnswerOf(const Page& page, const Visit& visit) {
  HttpResponse response = page.answer(visit);
  if (visit.searcher != nullptr && !response.stream) {
    AddMissing(visit.searcher->missing(), &response);
  }
  return response;
}

}  // namespace

HttpResponse Service::Make(const Task& task, FreshSearcher* searcher) {
  Visit visit{.request = task.request,
              .ending = task.route.ending,
              .id = task.route.id,
              .searcher = searcher == nullptr ? nullptr : &searcher->Get(),
              .facets = searcher == nullptr ? nullptr : searcher->facets(),
              .site = &site_,
              .today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())};
  if (visit.searcher != nullptr) {
    const Snapshot& snapshot = visit.searcher->snapshot();
    metrics_.SetGeneration(snapshot.generation().number, snapshot.articles());
  }
  try {
    return AnswerOf(*task.route.page, visit);
  } catch (const Error& error) {
    const bool may_be_gone = error.code() == ExitCode::kIndex ||
                             error.code() == ExitCode::kTryLater ||
                             dynamic_cast<const ShardError*>(&error) != nullptr;
    if (searcher == nullptr || !may_be_gone) throw;
  }
  // The files of an old generation may have been deleted while it was read; a server may be gone.
  visit.searcher = &searcher->Reopen();
  return AnswerOf(*task.route.page, visit);
}

void Service::Work(Task* task, FreshSearcher* searcher) {
  const bool is_data = IsDataEnding(task->route.ending);
  if (Clock::now() - task->begin > kLongestWait) {
    return Finish(task,
                  Trouble(503, "This took too long to begin; try again.", task->request, is_data));
  }
  try {
    Finish(task, Make(*task, searcher));
  } catch (const Error& error) {
    Finish(task, Trouble(StatusOf(error), error.what(), task->request, is_data));
  } catch (const std::exception& error) {
    Finish(task, Trouble(500, error.what(), task->request, is_data));
  }
}

void Service::Finish(Task* task, HttpResponse response) {
  const auto took =
      std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - task->begin);
  const HttpRequest& request = task->request;
  metrics_.Count(task->route.page == nullptr ? "other" : task->route.page->path, response.status,
                 took);
  if (log_ != "none") {
    std::string line = request.method + " " + Printable(request.path);
    if (log_ == "queries") line += "?" + FormatParameters(request.parameters);
    std::clog << line + " " + std::to_string(response.status) + " " + std::to_string(took.count()) +
                     " us\n";
  }
  AddSecurityHeaders(&response);
  task->reply.Send(std::move(response));
}

}  // namespace backfile
