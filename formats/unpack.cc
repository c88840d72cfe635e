// zlib, brotli and zstd behind one face.
//
// Web archives compress every record by itself, so that one can jump to it. That is also what makes
// a damaged file readable: after bad data one looks for the next thing that can be a gzip header.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/unpack.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <deque>
#include <vector>

namespace backfile {

namespace {

constexpr std::size_t kChunkBytes = 64 * 1024;
constexpr int kAnyHeader = 15 + 32;  // zlib's window bits: gzip or zlib, told by the header.
constexpr int kGzipOnly = 15 + 16;
constexpr int kRaw = -15;

constexpr std::string_view kGzipMagic = "\x1f\x8b\x08";

// A gzip header by its first bytes: method deflate, none of the reserved flags.
bool IsGzipHeader(std::string_view bytes) {
  return bytes.size() > 3 && bytes.starts_with(kGzipMagic) && (bytes[3] & 0xe0) == 0;
}

unsigned char* ZlibBytes(std::string_view bytes) {
  return reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data()));
}

// A zlib decoder that is closed with its scope.
class Inflater {
 public:
  explicit Inflater(int window_bits) { ok_ = inflateInit2(&z_, window_bits) == Z_OK; }
  ~Inflater() {
    if (ok_) inflateEnd(&z_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  // zlib's code; advances `from`, sets how much was written.
  int Run(std::string_view* from, char* to, std::size_t room, std::size_t* written) {
    if (!ok_) return Z_MEM_ERROR;
    z_.next_in = ZlibBytes(*from);
    z_.avail_in = static_cast<unsigned>(std::min<std::size_t>(from->size(), 1U << 30));
    const unsigned before = z_.avail_in;
    z_.next_out = reinterpret_cast<unsigned char*>(to);
    z_.avail_out = static_cast<unsigned>(room);
    const int result = inflate(&z_, Z_NO_FLUSH);
    from->remove_prefix(before - z_.avail_in);
    *written = room - z_.avail_out;
    return result;
  }
  void Restart() {
    if (ok_) inflateReset(&z_);
  }

 private:
  z_stream z_ = {};
  bool ok_ = false;
};

Unpacking Inflate(std::string_view bytes, int window_bits, std::int64_t max_bytes,
                  std::string* out) {
  Inflater inflater(window_bits);
  std::vector<char> chunk(kChunkBytes);
  const std::size_t before = out->size();
  for (;;) {
    std::size_t written = 0;
    const int result = inflater.Run(&bytes, chunk.data(), chunk.size(), &written);
    out->append(chunk.data(), written);
    if (out->size() - before > static_cast<std::size_t>(max_bytes)) return Unpacking::kTooLarge;
    if (result == Z_STREAM_END) {
      if (window_bits != kGzipOnly || !IsGzipHeader(bytes)) return Unpacking::kWhole;
      inflater.Restart();  // Gzip may have several members.
    } else if (result != Z_OK || (written == 0 && bytes.empty())) {
      return Unpacking::kCutShort;
    }
  }
}

// "deflate" means zlib by the standard, and raw deflate to some servers.
Unpacking Deflate(std::string_view bytes, std::int64_t max_bytes, std::string* out) {
  const std::size_t before = out->size();
  const Unpacking result = Inflate(bytes, kAnyHeader, max_bytes, out);
  if (result == Unpacking::kWhole || out->size() > before) return result;
  return Inflate(bytes, kRaw, max_bytes, out);
}

struct CloseBrotli {
  void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
};

Unpacking Unbrotli(std::string_view bytes, std::int64_t max_bytes, std::string* out) {
  const std::unique_ptr<BrotliDecoderState, CloseBrotli> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
  if (!state) return Unpacking::kCutShort;
  std::vector<char> chunk(kChunkBytes);
  const std::size_t before = out->size();
  std::size_t left = bytes.size();
  const auto* from = reinterpret_cast<const std::uint8_t*>(bytes.data());
  for (;;) {
    std::size_t room = chunk.size();
    auto* to = reinterpret_cast<std::uint8_t*>(chunk.data());
    const auto result =
        BrotliDecoderDecompressStream(state.get(), &left, &from, &room, &to, nullptr);
    out->append(chunk.data(), chunk.size() - room);
    if (out->size() - before > static_cast<std::size_t>(max_bytes)) return Unpacking::kTooLarge;
    if (result == BROTLI_DECODER_RESULT_SUCCESS) return Unpacking::kWhole;
    if (result != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return Unpacking::kCutShort;
  }
}

struct FreeZstd {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};
using ZstdContext = std::unique_ptr<ZSTD_DCtx, FreeZstd>;

// Frames are bounded to the window that the zstd program unpacks by default.
constexpr int kLargestWindowLog = 27;

ZstdContext NewZstd() {
  ZstdContext context(ZSTD_createDCtx());
  if (context) ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, kLargestWindowLog);
  return context;
}

Unpacking Unzstd(std::string_view bytes, std::int64_t max_bytes, std::string* out) {
  const ZstdContext context = NewZstd();
  if (!context) return Unpacking::kCutShort;
  std::vector<char> chunk(kChunkBytes);
  const std::size_t before = out->size();
  ZSTD_inBuffer from{bytes.data(), bytes.size(), 0};
  for (;;) {
    ZSTD_outBuffer to{chunk.data(), chunk.size(), 0};
    const std::size_t result = ZSTD_decompressStream(context.get(), &to, &from);
    out->append(chunk.data(), to.pos);
    if (out->size() - before > static_cast<std::size_t>(max_bytes)) return Unpacking::kTooLarge;
    if (ZSTD_isError(result) != 0) return Unpacking::kCutShort;
    if (result == 0 && from.pos == from.size) return Unpacking::kWhole;
    if (to.pos == 0 && from.pos == from.size) return Unpacking::kCutShort;
  }
}

// --- Streams of members ---

constexpr std::string_view kZstdMagic = "\x28\xb5\x2f\xfd";
// The skippable frame that holds the dictionary of a .warc.zst file:
// https://iipc.github.io/warc-specifications/specifications/warc-zstd/
constexpr std::string_view kDictionaryMagic = "\x5d\x2a\x4d\x18";
constexpr std::int64_t kLargestDictionary = 16'000'000;

Problem Damaged(std::int64_t count) {
  return {Reason::kDamagedArchive,
          {},
          std::to_string(count) + " compressed members of it are damaged; the others were read"};
}

class GzipMembers : public MembersStream {
 public:
  explicit GzipMembers(ByteStream* in) : in_(in), inflater_(kGzipOnly) {}

  std::size_t Read(char* to, std::size_t size) override {
    while (size > 0) {
      if (in_.buffered().empty() && !in_.Fill()) {
        if (in_member_) ++damaged_;
        in_member_ = false;
        return 0;
      }
      if (!in_member_ && !FindMember()) return 0;
      if (const std::size_t written = Inflate(to, size)) {
        written_ += static_cast<std::int64_t>(written);
        return written;
      }
    }
    return 0;
  }

  std::optional<std::int64_t> PlaceOf(std::int64_t content_offset) override {
    while (!begins_.empty() && begins_.front().content < content_offset) begins_.pop_front();
    const bool is_there = !begins_.empty() && begins_.front().content == content_offset;
    if (!is_there || damaged_ > 0 || is_lost_) return std::nullopt;
    return begins_.front().place;
  }

  std::optional<Problem> problem() const override {
    if (auto problem = in_.problem()) return problem;
    if (damaged_ == 0) return std::nullopt;
    return Damaged(damaged_);
  }

 private:
  // Skips to the next member; false at the end. Zeros pad files on tapes and are no damage.
  bool FindMember() {
    for (;;) {
      const std::string_view bytes = in_.Peek(4);
      if (bytes.empty()) return false;
      if (IsGzipHeader(bytes)) break;
      is_lost_ = is_lost_ || bytes.front() != '\0';
      const std::size_t next = in_.buffered().find(kGzipMagic[0], 1);
      in_.Skip(std::min(next, in_.buffered().size()));
    }
    if (std::exchange(is_lost_, false)) ++damaged_;
    inflater_.Restart();
    in_member_ = true;
    NoteBegin();
    return true;
  }

  void NoteBegin() {
    constexpr std::size_t kMostKept = 1U << 16;  // If nobody asks for them.
    if (begins_.size() >= kMostKept) begins_.pop_front();
    begins_.push_back({written_, in_.offset()});
  }

  std::size_t Inflate(char* to, std::size_t size) {
    std::string_view from = in_.buffered();
    const std::size_t before = from.size();
    std::size_t written = 0;
    const int result = inflater_.Run(&from, to, std::min<std::size_t>(size, 1U << 30), &written);
    in_.Skip(before - from.size());
    if (result == Z_STREAM_END) {
      in_member_ = false;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      in_member_ = false;
      is_lost_ = true;
      if (!in_.buffered().empty() && before == from.size()) in_.Skip(1);
    }
    return written;
  }

  PeekStream in_;
  Inflater inflater_;
  bool in_member_ = false;
  struct Begin {
    std::int64_t content;
    std::int64_t place;
  };
  std::deque<Begin> begins_;  // Of members, as far as they may still be asked for.
  std::int64_t written_ = 0;
  bool is_lost_ = false;  // Between a damaged member and the next one.
  std::int64_t damaged_ = 0;
};

class ZstdFrames : public MembersStream {
 public:
  explicit ZstdFrames(ByteStream* in) : in_(in), context_(NewZstd()) {}

  std::size_t Read(char* to, std::size_t size) override {
    if (!context_ || (!is_started_ && !Start())) is_damaged_ = true;
    while (!is_damaged_ && size > 0) {
      if (in_.buffered().empty() && !in_.Fill()) {
        is_damaged_ = in_frame_;
        break;
      }
      ZSTD_inBuffer from{in_.buffered().data(), in_.buffered().size(), 0};
      ZSTD_outBuffer out{to, size, 0};
      const std::size_t result = ZSTD_decompressStream(context_.get(), &out, &from);
      in_.Skip(from.pos);
      is_damaged_ = ZSTD_isError(result) != 0;
      in_frame_ = result != 0;
      if (out.pos > 0) return out.pos;
    }
    return 0;
  }

  std::optional<Problem> problem() const override {
    if (auto problem = in_.problem()) return problem;
    if (!is_damaged_) return std::nullopt;
    return Problem{Reason::kDamagedArchive, {}, "it is damaged; what came before is kept"};
  }

 private:
  // Loads the dictionary, if there is one.
  bool Start() {
    is_started_ = true;
    const std::string_view head = in_.Peek(8);
    if (!head.starts_with(kDictionaryMagic) || head.size() < 8) return true;
    std::size_t size = 0;
    for (std::size_t i = 8; i-- > 4;) size = size << 8 | static_cast<unsigned char>(head[i]);
    if (size > static_cast<std::size_t>(kLargestDictionary)) return false;
    const std::string frame(in_.Peek(8 + size));
    if (frame.size() < 8 + size) return false;
    in_.Skip(frame.size());
    std::string_view dictionary = std::string_view(frame).substr(8);
    std::string unpacked;
    if (dictionary.starts_with(kZstdMagic)) {
      if (Unzstd(dictionary, kLargestDictionary, &unpacked) != Unpacking::kWhole) return false;
      dictionary = unpacked;
    }
    return ZSTD_isError(
               ZSTD_DCtx_loadDictionary(context_.get(), dictionary.data(), dictionary.size())) == 0;
  }

  PeekStream in_;
  ZstdContext context_;
  bool is_started_ = false;
  bool in_frame_ = false;
  bool is_damaged_ = false;
};

}  // namespace

Unpacking Unpack(std::string_view bytes, std::string_view encoding, std::int64_t max_bytes,
                 std::string* out) {
  if (encoding == "gzip" || encoding == "x-gzip") return Inflate(bytes, kGzipOnly, max_bytes, out);
  if (encoding == "deflate") return Deflate(bytes, max_bytes, out);
  if (encoding == "br") return Unbrotli(bytes, max_bytes, out);
  if (encoding == "zstd") return Unzstd(bytes, max_bytes, out);
  if (!encoding.empty() && encoding != "identity") return Unpacking::kCutShort;
  out->append(bytes.substr(0, static_cast<std::size_t>(max_bytes)));
  return bytes.size() > static_cast<std::size_t>(max_bytes) ? Unpacking::kTooLarge
                                                            : Unpacking::kWhole;
}

std::unique_ptr<MembersStream> OpenMembers(ByteStream* in, std::string_view head) {
  if (IsGzipHeader(head)) return std::make_unique<GzipMembers>(in);
  return std::make_unique<ZstdFrames>(in);
}

bool LooksLikeMembers(std::string_view head) {
  return IsGzipHeader(head) || head.starts_with(kZstdMagic) || head.starts_with(kDictionaryMagic);
}

}  // namespace backfile
