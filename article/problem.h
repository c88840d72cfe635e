// What can go wrong: bad input (Problem), a bad world (Error), and the exit codes that tell a
// script which.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "article/locator.h"

namespace backfile {

// Why an input was refused or only partly read. The list is closed: reports, metrics and the manual
// use these names, so a name is added but never changed or reused for another meaning.
enum class Reason : std::uint8_t {
  kUnreadable,      // The file could not be opened or read (permission, I/O error).
  kDamagedArchive,  // The archive breaks off or its structure is wrong; what came before is kept.
  kEncrypted,       // The member is encrypted.
  kUnknownFormat,   // No format recognises the content.
  kUnsupportedFormat,  // Recognised, but not one that Backfile reads (pictures, video, iso, rar,
                       // ...).
  kBadRecord,          // The format was recognised, this record of it is broken.
  kEmpty,              // Nothing in it: no title and no text.
  kTooLarge,           // Beyond a size limit.
  kTooDeep,            // Nested too deeply (archives, XML, JSON, HTML).
  kTooMany,            // More entries in an archive than allowed.
  kBomb,               // Expands far beyond what its size allows.
  kUnsafeName,         // A special file: device, FIFO, socket, link.
  kChanged,            // Changed while it was read; the next run takes it in.
  kCrashed,            // The reading process died on it.
  kTimeout,            // No progress within the time allowed.
  kPartlyRead,         // An article came of it, but something in it had to be left out.
  kIdentifierClash,    // Two different articles carry one identifier.
};

// Whether the next run may have better luck with the same input, so that it must try again.
constexpr bool MayPass(Reason reason) {
  return reason == Reason::kUnreadable || reason == Reason::kChanged ||
         reason == Reason::kCrashed || reason == Reason::kTimeout;
}

// The name of a reason in reports: "damaged-archive".
std::string_view ReasonName(Reason reason);

// Whether what lies in the thing, or behind the place in it, was not looked at.
constexpr bool HidesContent(Reason reason) {
  return reason == Reason::kDamagedArchive || reason == Reason::kEncrypted ||
         reason == Reason::kTooLarge || reason == Reason::kTooDeep || reason == Reason::kTooMany ||
         reason == Reason::kBomb;
}

// Something wrong with one input. The run goes on without it.
struct Problem {
  Reason reason = Reason::kUnreadable;
  Locator where;
  std::string sentence;  // For a librarian: what was wrong and what to do, without the place.
};

// "archive.tar » member: sentence (reason)", printable whatever bytes the names hold.
std::string ToString(const Problem& problem);

using Problems = std::vector<Problem>;

// A value, or one sentence that says why there is none.
template <class T>
using Result = tl::expected<T, std::string>;

inline tl::unexpected<std::string> Failure(std::string sentence) {
  return tl::unexpected<std::string>(std::move(sentence));
}

// The exit codes of both programs (in the manual pages, and tested).
enum class ExitCode : int {
  kDone = 0,           // Searches: at least one hit.
  kNothingFound = 1,   // A search found nothing.
  kUsage = 2,          // Wrong options, or a question that cannot be understood.
  kIncomplete = 3,     // Finished, but something was newly refused, missing or cut at a limit.
  kIndex = 4,          // The index is missing, damaged, or too new.
  kInput = 5,          // A path that was given cannot be opened at all.
  kFormatTooOld = 20,  // --format-version is no longer spoken.
  kFormatTooNew = 21,  // --format-version is not spoken yet.
  kInternal = 70,      // A fault of ours.
  kTryLater = 75,      // The lock is held, or a passing shortage.
};

// The run cannot go on. Thrown with advice in the message; caught in main alone.
class Error : public std::runtime_error {
 public:
  Error(ExitCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  ExitCode code() const { return code_; }

 private:
  ExitCode code_;
};

// An Error whose message ends in the reason the system gave for `error_number` (errno). Of a
// shortage (of room, memory, descriptors) the code is kTryLater, whatever was asked for.
Error SystemError(ExitCode code, const std::string& message, int error_number);

}  // namespace backfile
