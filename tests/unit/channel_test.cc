// Messages between coordinator and workers.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/channel.h"

#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "tests/support/catch.h"

using namespace backfile;

namespace {
std::pair<Channel, Channel> Pair() {
  auto [a, b] = Channel::MakePair();
  return {std::move(a), Channel(std::move(b))};
}
}  // namespace

TEST_CASE("a message arrives whole, with its kind", "[channel]") {
  auto [a, b] = Pair();
  const std::string large(3'000'000, 'x');
  std::jthread sender([&, &a = a] { a.Send(7, large); });
  const auto message = b.Receive();
  REQUIRE(message);
  CHECK(message->kind == 7);
  CHECK(message->body == large);
  CHECK_FALSE(message->file);
}

TEST_CASE("a file travels with its own message", "[channel]") {
  auto [a, b] = Pair();
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  a.Send(1, "none");
  a.Send(2, "file", ends[0]);
  a.Send(3, "none");
  CHECK_FALSE(b.Receive()->file);
  const auto with_file = b.Receive();
  REQUIRE(with_file->file);
  REQUIRE(write(ends[1], "ok", 2) == 2);
  char got[2];
  REQUIRE(read(with_file->file.get(), got, 2) == 2);
  CHECK(std::string(got, 2) == "ok");
  CHECK_FALSE(b.Receive()->file);
  close(ends[0]);
  close(ends[1]);
}

TEST_CASE("polling gives only what is complete, and tells when the other side is gone",
          "[channel]") {
  auto [a, b] = Pair();
  CHECK_FALSE(b.Poll());
  CHECK_FALSE(b.closed());
  REQUIRE(send(a.fd(), "\x01\x00\x05\x00\x00\x00he", 8, 0) == 8);
  CHECK_FALSE(b.Poll());
  REQUIRE(send(a.fd(), "llo", 3, 0) == 3);
  CHECK(b.Poll()->body == "hello");
  { const Channel gone = std::move(a); }
  CHECK_FALSE(b.Poll());
  CHECK(b.closed());
}

TEST_CASE("a frame that lies about its length closes the channel", "[channel]") {
  auto [a, b] = Pair();
  REQUIRE(send(a.fd(), "\x01\x00\xff\xff\xff\xff", 6, 0) == 6);
  CHECK_FALSE(b.Poll());
  CHECK(b.closed());
}
