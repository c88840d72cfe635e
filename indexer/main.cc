// `backfile-index`: parse, run, and turn what went wrong into one line and an exit code.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <csignal>
#include <exception>
#include <iostream>
#include <new>

#include "article/text.h"
#include "indexer/options.h"

int main(int argc, char** argv) {
  using backfile::ExitCode;
  std::signal(SIGXFSZ, SIG_IGN);  // A file too large is an error of writing, not an end.
  try {
    return static_cast<int>(backfile::RunIndexCommand(argc, argv));
  } catch (const backfile::Error& error) {
    std::cerr << "backfile-index: " << backfile::Printable(error.what()) << "\n";
    return static_cast<int>(error.code());
  } catch (const std::bad_alloc&) {
    std::cerr << "backfile-index: there is not enough memory\n";
    return static_cast<int>(ExitCode::kTryLater);
  } catch (const std::exception& error) {
    std::cerr << "backfile-index: internal error: " << backfile::Printable(error.what()) << "\n";
    return static_cast<int>(ExitCode::kInternal);
  }
}
