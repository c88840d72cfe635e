// A compressed web archive as a container of one member.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/arc.h"
#include "formats/container.h"
#include "formats/unpack.h"
#include "formats/warc.h"

namespace backfile {

namespace {

class MembersContainer : public Container {
 public:
  MembersContainer(PeekStream* in, std::string_view name)
      : name_(WithoutLastExtension(name)), stream_(OpenMembers(in, in->Peek(kHeadBytes))) {}

  std::optional<Member> Next(Problems*) override {
    if (is_given_) return std::nullopt;
    is_given_ = true;
    return Member{name_, std::nullopt, stream_.get()};
  }

  std::optional<std::int64_t> PlaceOf(std::int64_t content_offset) override {
    return stream_->PlaceOf(content_offset);
  }

 private:
  static constexpr std::size_t kHeadBytes = 16;
  std::string name_;
  std::unique_ptr<MembersStream> stream_;
  bool is_given_ = false;
};

}  // namespace

bool LooksLikeCompressedWebArchive(std::string_view head) {
  if (!LooksLikeMembers(head)) return false;
  constexpr std::string_view kDictionaryFrame = "\x5d\x2a\x4d\x18";
  if (head.starts_with(kDictionaryFrame)) return true;
  std::string unpacked;
  Unpack(head, head.starts_with("\x1f") ? "gzip" : "zstd", kSniffBytes, &unpacked);
  const Head inside{"", unpacked};
  return SniffWarc(inside) > 0 || SniffArc(inside) > 0;
}

std::unique_ptr<Container> OpenMembersContainer(PeekStream* in, std::string_view name) {
  return std::make_unique<MembersContainer>(in, name);
}

}  // namespace backfile
