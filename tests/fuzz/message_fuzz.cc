// Any bytes from a worker: as a message's body, as a batch, and as what comes over its channel.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "indexer/batch.h"
#include "indexer/channel.h"
#include "indexer/messages.h"
#include "tests/fuzz/require.h"

namespace backfile {
namespace {

// A body that is understood is understood in the same way when it has been written again.
template <class Unpack>
void ReadBody(std::string_view body, Unpack unpack) {
  const auto message = unpack(body);
  if (!message) return;
  const std::string packed = Pack(*message);
  const auto again = unpack(packed);
  Require(again.has_value() && Pack(*again) == packed);
}

void ReadBodies(std::string_view body) {
  ReadBody(body, UnpackOpenFile);
  ReadBody(body, UnpackAssignment);
  ReadBody(body, UnpackClaims);
  ReadBody(body, UnpackVerdict);
  ReadBody(body, UnpackBuilt);
  ReadBody(body, UnpackSetup);
}

void ReadBatch(std::string_view bytes) {
  FileDescriptor memory(memfd_create("batch", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  Require(write(memory.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  Require(fcntl(memory.get(), F_ADD_SEALS,
                F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) == 0);
  try {
    const Batch batch(std::move(memory));
    for (std::size_t i = 0; i < batch.records().size(); ++i) {
      Require(batch.Get(i, "archive").bytes.size() <= bytes.size());
    }
  } catch (const Error&) {
  }
}

void ReadChannel(std::string_view bytes) {
  constexpr std::size_t kFitsSocket = 4096;
  bytes = bytes.substr(0, kFitsSocket);
  auto [channel, other] = Channel::MakePair();
  Require(send(other.get(), bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
  std::size_t received = 0;
  while (const auto message = channel.Poll()) received += message->body.size();
  Require(received <= bytes.size());
}

}  // namespace
}  // namespace backfile

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace backfile;
  const std::string_view input = Bytes(bytes, size);
  ReadBodies(input);
  if (size > 0) ReadBatch(input);
  if (size > 0) ReadChannel(input);
  return 0;
}
