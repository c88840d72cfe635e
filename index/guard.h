// Xapian's exceptions end here: they become our Error, which names the directory and what to do.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <string>

#include "article/problem.h"
#include "index/remote.h"

namespace backfile {

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
    throw Error(ExitCode::kIndex, dir + " cannot be opened: " + error.get_msg());
  } catch (const Xapian::DatabaseCorruptError& error) {
    throw Error(ExitCode::kIndex,
                dir + " is damaged: " + error.get_msg() + "; see `backfile-index check`");
  } catch (const Xapian::Error& error) {
    const char* reason = error.get_error_string();
    throw Error(ExitCode::kTryLater, dir + ": " + error.get_msg() +
                                         (reason == nullptr ? "" : std::string(" ") + reason));
  }
}

}  // namespace backfile
