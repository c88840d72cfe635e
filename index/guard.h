// Xapian's exceptions end here: they become our Error, which names the directory and what to do.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>

#include "article/problem.h"
#include "index/remote.h"

namespace backfile {

// Whether the system said no for now: too many open files, no memory, a disk that does not answer.
// Xapian passes on what strerror() says.
inline bool MayPass(const Xapian::Error& error) {
  const char* reason = error.get_error_string();
  return reason != nullptr &&
         std::ranges::any_of(std::array{EMFILE, ENFILE, ENOMEM, EIO},
                             [&](int n) { return std::strcmp(reason, std::strerror(n)) == 0; });
}

// What `work` returns. Damage is Error(kIndex); a server that does not answer is ShardError;
// whatever else Xapian throws is Error(kTryLater).
template <class Work>
auto GuardXapian(const std::string& dir, Work work) {
  try {
    return work();
  } catch (const Xapian::NetworkError& error) {
    const char* reason = error.get_error_string();
    throw ShardError(dir, error.get_msg() + (reason == nullptr ? "" : std::string(": ") + reason));
  } catch (const Xapian::DatabaseOpeningError& error) {
    const std::string reason = MayPass(error) ? std::string(" ") + error.get_error_string() : "";
    throw Error(reason.empty() ? ExitCode::kIndex : ExitCode::kTryLater,
                dir + " cannot be opened: " + error.get_msg() + reason);
  } catch (const Xapian::DatabaseCorruptError& error) {
    throw Error(ExitCode::kIndex,
                dir + " is damaged: " + error.get_msg() + "; see `backfile-index check`");
  } catch (const Xapian::DatabaseError& error) {
    // Files never change: what looks shortened or overwritten is damaged. But a disk may be full.
    const char* reason = error.get_error_string();
    throw Error(
        reason == nullptr ? ExitCode::kIndex : ExitCode::kTryLater,
        dir + ": " + error.get_msg() +
            (reason == nullptr ? "; see `backfile-index check`" : std::string(" ") + reason));
  } catch (const Xapian::Error& error) {
    const char* reason = error.get_error_string();
    throw Error(ExitCode::kTryLater, dir + ": " + error.get_msg() +
                                         (reason == nullptr ? "" : std::string(" ") + reason));
  }
}

}  // namespace backfile
