// HTTP: requests in, answers out, with slow clients holding nothing but their connection.
//
// http.cc alone knows the library (libmicrohttpd). One thread waits for all connections by epoll.
// A request that has come in whole is put aside (the connection is suspended) and handed to the
// handler, which answers from whatever thread it likes; then the same one thread writes the answer
// as fast as the client takes it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searcher/serve/parameters.h"

namespace backfile {

struct HttpRequest {
  std::string method;  // "GET", "HEAD", "POST"
  std::string path;    // As it was sent, without the question mark and what follows.
  Parameters parameters;
  Parameters form;  // Of a POST.
  // By lower-case name; of one sent twice the first.
  std::vector<std::pair<std::string, std::string>> headers;

  std::string_view header(std::string_view name) const { return ParameterOf(headers, name); }
};

// A body made piece by piece, each when the one before has been taken. Next() is called by one
// thread at a time, each time perhaps another.
class BodyStream {
 public:
  virtual ~BodyStream() = default;
  // Empty: that was all. A throw ends the connection, so that the client sees that it is not whole.
  virtual std::string Next() = 0;
};

struct HttpResponse {
  int status = 200;
  std::string type = "text/html; charset=utf-8";
  std::string body = {};
  Parameters headers = {};
  std::shared_ptr<BodyStream> stream = {};  // Instead of `body`, if any.
  int file = -1;                            // The same: an open file, which is taken over.
};

// Where the answer goes. Send() must be called once, by any thread; a Reply that is dropped
// unanswered answers with status 500.
class Reply {
 public:
  struct Exchange;
  explicit Reply(Exchange* exchange) : exchange_(exchange) {}
  Reply(Reply&& other) noexcept : exchange_(std::exchange(other.exchange_, nullptr)) {}
  Reply(const Reply&) = delete;
  Reply& operator=(const Reply&) = delete;
  ~Reply();
  void Send(HttpResponse response);

 private:
  Exchange* exchange_;
};

struct HttpOptions {
  int listen_fd = -1;  // Bound and listening; closed with the server.
  std::size_t max_connections = 4000;
  std::size_t max_form_bytes = 64 * 1024;
  std::chrono::seconds idle_timeout{20};       // Without a byte either way.
  std::chrono::seconds request_timeout{30};    // For a request to come in whole.
  std::chrono::seconds response_timeout{120};  // For an answer to be taken; streams and files:
  std::chrono::seconds stream_timeout{3600};
};

class HttpServer {
 public:
  using Handler = std::function<void(HttpRequest, Reply)>;
  // Runs the job on another thread soon; false: it will not.
  using Defer = std::function<bool(std::function<void()>)>;

  // Serves at once. `handler` is called by the network's own thread and must not block; `defer`
  // is for the pieces of streams. Throws Error(kInternal).
  HttpServer(const HttpOptions& options, Handler handler, Defer defer);
  ~HttpServer();  // As Stop().
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // No new connections; those that are being answered have so long to end.
  void Stop(std::chrono::seconds grace);
  std::int64_t connections() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace backfile
