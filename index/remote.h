// Databases on other machines, behind Xapian's own server (xapian-tcpsrv).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "article/problem.h"

namespace Xapian {
class Database;
}

namespace backfile {

// A shard cannot be reached, or does not answer in time. What() names it and says why.
class ShardError : public Error {
 public:
  ShardError(std::string place, const std::string& reason)
      : Error(ExitCode::kIncomplete, place + " does not answer: " + reason),
        place_(std::move(place)) {}
  const std::string& place() const { return place_; }

 private:
  std::string place_;
};

// Whether a place is HOST:PORT, and not the name of a folder or file that is there.
bool IsServer(const std::string& place);

struct RemoteLimits {
  std::chrono::milliseconds connect{2000};
  std::chrono::milliseconds answer{10'000};  // Of one message, not of a question.
};

// A connection to one server, and the database behind it as it was when it began.
class RemoteDatabase {
 public:
  // Requires: IsServer(place). Throws ShardError. From then on SIGPIPE is ignored: the connection
  // may break at any time.
  RemoteDatabase(const std::string& place, const RemoteLimits& limits);
  ~RemoteDatabase();
  const Xapian::Database& database() const { return *database_; }

 private:
  std::unique_ptr<Xapian::Database> database_;
};

}  // namespace backfile
