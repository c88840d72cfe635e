// The only file that knows libmicrohttpd, which microhttpd.h loads.
//
// Of the ways that its documentation offers, this is the one for answers that take a while: epoll
// in one internal thread, and MHD_suspend_connection() while the answer is made elsewhere. A thread
// a connection would let a thousand slow clients hold a thousand threads, and a pool of threads
// that both search and write would be starved by as many slow readers as it has threads.
//
// What the library leaves open is time: it closes a connection without a byte for a while, but a
// client that sends or takes one byte every ten seconds would keep it for ever. So each connection
// has a deadline, and a sweeper shuts down those that are past it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/http.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_set>

#include "article/problem.h"
#include "searcher/serve/microhttpd.h"

namespace backfile {

namespace {

using Clock = std::chrono::steady_clock;

// Connections that wait for an answer or a piece of one. The library must not be stopped before
// there are none.
class Waiting {
 public:
  void Suspend(MHD_Connection* connection) {
    ++count_;
    Mhd().suspend_connection(connection);
  }
  void Resume(MHD_Connection* connection) {
    Mhd().resume_connection(connection);
    --count_;
  }
  bool any() const { return count_ > 0; }

 private:
  std::atomic<std::int64_t> count_ = 0;
};

// What is known of a connection while it is open.
struct Line {
  int fd = -1;
  Clock::time_point deadline;
};

// A body being made: filled by a job, emptied by the network's thread, never both at once.
struct Piecewise {
  std::shared_ptr<BodyStream> source;
  MHD_Connection* connection = nullptr;
  const HttpServer::Defer* defer = nullptr;
  Waiting* waiting = nullptr;
  const std::atomic<bool>* is_ending = nullptr;
  std::string piece;
  std::size_t at = 0;
  bool is_done = false;
  bool is_broken = false;

  void Fill() {
    try {
      piece = source->Next();
      is_done = piece.empty();
    } catch (const std::exception&) {
      is_broken = true;
    }
    at = 0;
    waiting->Resume(connection);
  }
};

// MHD_ContentReaderCallback. Without a piece at hand the connection waits, suspended.
ssize_t ReadPiece(void* cls, std::uint64_t, char* buffer, std::size_t most) {
  auto* body = static_cast<Piecewise*>(cls);
  if (body->is_done) return MHD_CONTENT_READER_END_OF_STREAM;
  if (body->is_broken || *body->is_ending) return MHD_CONTENT_READER_END_WITH_ERROR;
  if (body->at < body->piece.size()) {
    const std::size_t size = body->piece.copy(buffer, most, body->at);
    body->at += size;
    return static_cast<ssize_t>(size);
  }
  body->waiting->Suspend(body->connection);
  if ((*body->defer)([body] { body->Fill(); })) return 0;
  body->is_broken = true;
  body->waiting->Resume(body->connection);
  return 0;
}

void FreePiecewise(void* cls) { delete static_cast<Piecewise*>(cls); }

MHD_Result TakeHeader(void* cls, MHD_ValueKind, const char* name, const char* value) {
  std::string lower = name;
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  static_cast<Parameters*>(cls)->emplace_back(std::move(lower), value == nullptr ? "" : value);
  return MHD_YES;
}

}  // namespace

// One request and its answer. Lives from the first line of the one to the last byte of the other.
struct Reply::Exchange {
  Waiting* waiting = nullptr;
  MHD_Connection* connection = nullptr;
  HttpRequest request;
  std::string form;
  bool is_too_large = false;
  bool is_handed_over = false;
  std::optional<HttpResponse> response;
};

struct HttpServer::State {
  HttpOptions options;
  Handler handler;
  Defer defer;
  MHD_Daemon* daemon = nullptr;
  std::atomic<bool> is_ending = false;
  std::atomic<std::int64_t> exchanges = 0;  // Handed over and not yet at their end.
  Waiting waiting;
  std::mutex mutex;
  std::unordered_set<Line*> lines;
  std::jthread sweeper;

  void Sweep(const std::stop_token& stop);
  void Allow(MHD_Connection* connection, std::chrono::seconds time);
  MHD_Result Take(Reply::Exchange* exchange, const char* data, std::size_t* size);
  MHD_Result Answer(Reply::Exchange* exchange);
  MHD_Response* MakeResponse(HttpResponse* response, MHD_Connection* connection);

  static void* OnAddress(void* cls, const char* address, MHD_Connection* connection);
  static MHD_Result OnRequest(void* cls, MHD_Connection* connection, const char* url,
                              const char* method, const char* version, const char* data,
                              std::size_t* size, void** exchange);
  static void OnEnd(void* cls, MHD_Connection* connection, void** exchange,
                    MHD_RequestTerminationCode code);
  static void OnConnection(void* cls, MHD_Connection* connection, void** line,
                           MHD_ConnectionNotificationCode code);
};

Reply::~Reply() {
  if (exchange_ != nullptr) Send({.status = 500, .body = "no answer"});
}

void Reply::Send(HttpResponse response) {
  Exchange* exchange = std::exchange(exchange_, nullptr);
  exchange->response = std::move(response);
  exchange->waiting->Resume(exchange->connection);
}

void HttpServer::State::Sweep(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(250));
    const std::lock_guard lock(mutex);
    const auto now = Clock::now();
    for (const Line* line : lines) {
      if (line->deadline < now) shutdown(line->fd, SHUT_RDWR);
    }
  }
}

void HttpServer::State::Allow(MHD_Connection* connection, std::chrono::seconds time) {
  const auto* info = Mhd().get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  if (info == nullptr || info->socket_context == nullptr) return;
  const std::lock_guard lock(mutex);
  static_cast<Line*>(info->socket_context)->deadline = Clock::now() + time;
}

// The first to see a request: from here on it has an Exchange.
void* HttpServer::State::OnAddress(void*, const char* address, MHD_Connection* connection) {
  auto exchange = std::make_unique<Reply::Exchange>();
  exchange->connection = connection;
  const std::string_view whole = address;
  const std::size_t mark = std::min(whole.find('?'), whole.size());
  exchange->request.path = whole.substr(0, mark);
  exchange->request.parameters = ParseParameters(whole.substr(std::min(mark + 1, whole.size())));
  return exchange.release();
}

// Called when the head is there, for each part of a form, and at the request's end; and once more
// when the connection was resumed with an answer.
MHD_Result HttpServer::State::OnRequest(void* cls, MHD_Connection* connection, const char*,
                                        const char* method, const char*, const char* data,
                                        std::size_t* size, void** context) {
  auto* exchange = static_cast<Reply::Exchange*>(*context);
  if (exchange->request.method.empty()) {
    exchange->request.method = method;
    Mhd().get_connection_values(connection, MHD_HEADER_KIND, TakeHeader,
                                &exchange->request.headers);
    return MHD_YES;
  }
  return static_cast<State*>(cls)->Take(exchange, data, size);
}

MHD_Result HttpServer::State::Take(Reply::Exchange* exchange, const char* data, std::size_t* size) {
  if (exchange->response) return Answer(exchange);
  if (*size > 0) {
    exchange->is_too_large |= *size > options.max_form_bytes - exchange->form.size();
    if (!exchange->is_too_large) exchange->form.append(data, *size);
    *size = 0;
    return MHD_YES;
  }
  if (exchange->is_too_large) {
    exchange->response = {.status = 413, .body = "The form is too large.\n"};
    return Answer(exchange);
  }
  if (exchange->is_handed_over) return MHD_YES;
  exchange->is_handed_over = true;
  exchange->request.form = ParseParameters(exchange->form);
  ++exchanges;
  Allow(exchange->connection, options.stream_timeout);
  exchange->waiting = &waiting;
  waiting.Suspend(exchange->connection);
  handler(std::move(exchange->request), Reply(exchange));
  return MHD_YES;
}

MHD_Response* HttpServer::State::MakeResponse(HttpResponse* response, MHD_Connection* connection) {
  constexpr std::size_t kBlock = 32 * 1024;
  if (response->stream) {
    auto body = std::make_unique<Piecewise>();
    body->source = std::move(response->stream);
    body->connection = connection;
    body->defer = &defer;
    body->waiting = &waiting;
    body->is_ending = &is_ending;
    return Mhd().create_response_from_callback(MHD_SIZE_UNKNOWN, kBlock, ReadPiece, body.release(),
                                               FreePiecewise);
  }
  if (response->file >= 0) {
    struct stat status {};
    fstat(response->file, &status);
    return Mhd().create_response_from_fd(static_cast<std::size_t>(status.st_size), response->file);
  }
  return Mhd().create_response_from_buffer(response->body.size(), response->body.data(),
                                           MHD_RESPMEM_MUST_COPY);
}

MHD_Result HttpServer::State::Answer(Reply::Exchange* exchange) {
  HttpResponse& response = *exchange->response;
  const bool is_long = response.stream || response.file >= 0;
  Allow(exchange->connection, is_long ? options.stream_timeout : options.response_timeout);
  MHD_Response* made = MakeResponse(&response, exchange->connection);
  if (made == nullptr) return MHD_NO;
  Mhd().add_response_header(made, "Content-Type", response.type.c_str());
  for (const auto& [name, value] : response.headers) {
    Mhd().add_response_header(made, name.c_str(), value.c_str());
  }
  const MHD_Result result =
      Mhd().queue_response(exchange->connection, static_cast<unsigned>(response.status), made);
  Mhd().destroy_response(made);
  return result;
}

void HttpServer::State::OnEnd(void* cls, MHD_Connection* connection, void** context,
                              MHD_RequestTerminationCode) {
  auto* state = static_cast<State*>(cls);
  const std::unique_ptr<Reply::Exchange> exchange(static_cast<Reply::Exchange*>(*context));
  *context = nullptr;
  if (exchange && exchange->is_handed_over) --state->exchanges;
  state->Allow(connection, state->options.request_timeout);
}

void HttpServer::State::OnConnection(void* cls, MHD_Connection* connection, void** context,
                                     MHD_ConnectionNotificationCode code) {
  auto* state = static_cast<State*>(cls);
  const std::lock_guard lock(state->mutex);
  if (code == MHD_CONNECTION_NOTIFY_STARTED) {
    const auto* info = Mhd().get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    auto line = std::make_unique<Line>();
    line->fd = info->connect_fd;
    line->deadline = Clock::now() + state->options.request_timeout;
    *context = line.get();
    state->lines.insert(line.release());
  } else {
    const std::unique_ptr<Line> line(static_cast<Line*>(*context));
    state->lines.erase(line.get());
    *context = nullptr;
  }
}

HttpServer::HttpServer(const HttpOptions& options, Handler handler, Defer defer)
    : state_(std::make_unique<State>()) {
  State* state = state_.get();
  state->options = options;
  state->handler = std::move(handler);
  state->defer = std::move(defer);
  state->daemon = Mhd().start_daemon(
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, nullptr, nullptr,
      State::OnRequest, state, MHD_OPTION_LISTEN_SOCKET, options.listen_fd,
      MHD_OPTION_CONNECTION_LIMIT, static_cast<unsigned>(options.max_connections),
      MHD_OPTION_CONNECTION_TIMEOUT, static_cast<unsigned>(options.idle_timeout.count()),
      MHD_OPTION_URI_LOG_CALLBACK, State::OnAddress, state, MHD_OPTION_NOTIFY_COMPLETED,
      State::OnEnd, state, MHD_OPTION_NOTIFY_CONNECTION, State::OnConnection, state,
      MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
  if (state->daemon == nullptr) throw Error(ExitCode::kInternal, "serve: HTTP cannot be started");
  state->sweeper = std::jthread([state](const std::stop_token& stop) { state->Sweep(stop); });
}

HttpServer::~HttpServer() { Stop(std::chrono::seconds(0)); }

void HttpServer::Stop(std::chrono::seconds grace) {
  if (state_->daemon == nullptr) return;
  const auto wait_while = [](auto is_so, std::chrono::seconds limit) {
    const auto end = Clock::now() + limit;
    while (is_so() && Clock::now() < end) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  };
  const int listener = Mhd().quiesce_daemon(state_->daemon);
  if (listener >= 0) close(listener);
  wait_while([this] { return state_->exchanges > 0; }, grace);
  // Streams break off now; answers that are being made come to their end, which their own limits
  // bound.
  state_->is_ending = true;
  wait_while([this] { return state_->waiting.any(); }, std::chrono::hours(1));
  Mhd().stop_daemon(std::exchange(state_->daemon, nullptr));
}

std::int64_t HttpServer::connections() const {
  const std::lock_guard lock(state_->mutex);
  return static_cast<std::int64_t>(state_->lines.size());
}

}  // namespace backfile
