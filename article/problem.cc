// Names and messages of problems and errors.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/problem.h"

#include <array>
#include <cerrno>
#include <cstring>

#include "article/text.h"

namespace backfile {

namespace {
constexpr std::array<std::string_view, 17> kReasonNames = {
    "unreadable",  "damaged-archive", "encrypted", "unknown-format", "unsupported-format",
    "bad-record",  "empty",           "too-large", "too-deep",       "too-many",
    "bomb",        "unsafe-name",     "changed",   "crashed",        "timeout",
    "partly-read", "identifier-clash"};
static_assert(kReasonNames.size() == static_cast<std::size_t>(Reason::kIdentifierClash) + 1);
}  // namespace

std::string_view ReasonName(Reason reason) {
  return kReasonNames.at(static_cast<std::size_t>(reason));
}

std::string ToString(const Problem& problem) {
  std::string text = ToString(problem.where) + ": " + Printable(problem.sentence) + " (";
  return text.append(ReasonName(problem.reason)) + ")";
}

namespace {

// What passes, and is nobody's fault.
bool IsShortage(int error_number) {
  return error_number == EMFILE || error_number == ENFILE || error_number == ENOMEM ||
         error_number == ENOSPC || error_number == EDQUOT || error_number == EAGAIN;
}

}  // namespace

Error SystemError(ExitCode code, const std::string& message, int error_number) {
  if (IsShortage(error_number)) code = ExitCode::kTryLater;
  std::array<char, 256> buffer{};
  return Error(code, message + ": " + strerror_r(error_number, buffer.data(), buffer.size()));
}

}  // namespace backfile
