// Archives by libarchive, with an allow-list of formats and filters.
//
// Allowed is what newsrooms pack articles in and what libarchive reads without trouble: tar, zip,
// 7z, cpio, ar and single compressed files. Its readers of iso, rar, xar, cab and lha stay off
// (crashes and gigabytes of memory were measured on hostile ones), as does the one of WARC (it
// loses records).
//
// Bombs: what comes out is counted against the limits while it is read, so that at most one buffer
// more than allowed is ever unpacked.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>
#include <unistd.h>
#include <clocale>

#include <algorithm>
#include <array>
#include <cstring>

#include "formats/container.h"
#include "formats/media.h"

namespace backfile {

namespace {

struct FreeArchive {
  void operator()(archive* a) const { archive_read_free(a); }
};
using ArchivePtr = std::unique_ptr<archive, FreeArchive>;

// Names are converted by the locale; Debian always has C.UTF-8. In force while this lives. The
// locale itself is loaded once: that takes longer than reading a small member.
class Utf8Locale {
 public:
  Utf8Locale() : before_(uselocale(Loaded())) {}
  ~Utf8Locale() { uselocale(before_); }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  static locale_t Loaded() {
    static const locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return utf8;
  }
  locale_t before_;
};

constexpr std::size_t kReadBytes = 64 * 1024;

struct Magic {
  std::size_t offset;
  std::string_view bytes;
};
constexpr std::string_view k7z("7z\xbc\xaf\x27\x1c", 6);
constexpr std::array kMagics = {
    Magic{0, "\x1f\x8b"},  // gzip
    Magic{0, "BZh"},       // bzip2
    Magic{0, std::string_view("\xfd"
                              "7zXZ\0",
                              6)},                // xz
    Magic{0, "\x28\xb5\x2f\xfd"},                 // zstd
    Magic{0, "\x04\x22\x4d\x18"},                 // lz4
    Magic{0, std::string_view("PK\x03\x04", 4)},  // zip
    Magic{0, std::string_view("PK\x05\x06", 4)},  // empty zip
    Magic{0, k7z},
    Magic{0, "!<arch>\n"},  // ar
    Magic{0, "070701"},     // cpio
    Magic{0, "070702"},
    Magic{0, "070707"},
    Magic{257, "ustar"},  // tar
};

// The checksum of a tar header without "ustar", as the oldest ones are.
bool IsOldTar(std::string_view head) {
  constexpr std::size_t kBlock = 512;
  constexpr std::size_t kSumAt = 148;
  if (head.size() < kBlock || head[0] == '\0') return false;
  unsigned sum = 0;
  for (std::size_t i = 0; i < kBlock; ++i) {
    const bool in_field = i >= kSumAt && i < kSumAt + 8;
    sum += in_field ? ' ' : static_cast<unsigned char>(head[i]);
  }
  unsigned declared = 0;
  bool any = false;
  for (const char c : head.substr(kSumAt, 8)) {
    if (c >= '0' && c <= '7') {
      declared = declared * 8 + static_cast<unsigned>(c - '0');
      any = true;
    }
  }
  return any && declared == sum;
}

// Members in which `ar` keeps long names and symbols.
bool IsArTable(std::string_view name) {
  return name == "/" || name == "//" || name == "/SYM64/" || name == "__.SYMDEF";
}

class LibarchiveContainer : public Container, private ByteStream {
 public:
  LibarchiveContainer(std::string_view name, const Limits& limits)
      : name_(name), limits_(limits), archive_(archive_read_new()) {
    archive* a = archive_.get();
    archive_read_support_filter_gzip(a);
    archive_read_support_filter_bzip2(a);
    archive_read_support_filter_xz(a);
    archive_read_support_filter_zstd(a);
    archive_read_support_filter_lz4(a);
    archive_read_support_format_tar(a);
    archive_read_support_format_zip(a);
    archive_read_support_format_7zip(a);
    archive_read_support_format_cpio(a);
    archive_read_support_format_ar(a);
    archive_read_support_format_raw(a);
  }

  bool OpenFile(int fd, Problems* problems) {
    struct stat status = {};
    if (fstat(fd, &status) == 0) size_ = status.st_size;
    lseek(fd, 0, SEEK_SET);
    return Opened(archive_read_open_fd(archive_.get(), fd, kReadBytes), problems);
  }
  bool OpenStream(ByteStream* in, Problems* problems) {
    in_ = in;
    return Opened(archive_read_open(archive_.get(), this, nullptr, ReadSource, nullptr), problems);
  }

  std::optional<Member> Next(Problems* problems) override {
    const Utf8Locale utf8;
    if (std::exchange(breaks_off_, false)) {
      problems->push_back({problem_->reason, {}, "what is behind that member cannot be read"});
    }
    while (!at_end_) {
      if (!Drain(problems)) break;
      archive_entry* entry = nullptr;
      const int result = archive_read_next_header(archive_.get(), &entry);
      if (result == ARCHIVE_EOF) break;
      if (++entries_ > limits_.max_entries) {
        problems->push_back(
            {Reason::kTooMany, {}, "it has more members than are read from one archive"});
        break;
      }
      if (result == ARCHIVE_RETRY) continue;
      if (result < ARCHIVE_WARN) return Ended(problems);
      if (archive_filter_count(archive_.get()) - 1 > limits_.max_filters) {
        problems->push_back({Reason::kTooDeep, {}, "it is compressed too many times over"});
        break;
      }
      if (IsPlainRaw()) break;
      if (auto member = Regular(entry, problems)) return member;
    }
    at_end_ = true;
    return std::nullopt;
  }

  std::optional<std::int64_t> PlaceOf(std::int64_t content_offset) override {
    const bool is_tar =
        (archive_format(archive_.get()) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_TAR;
    const bool is_plain = archive_filter_count(archive_.get()) <= 1;
    if (!is_tar || !is_plain || content_offset != 0) return std::nullopt;
    return archive_read_header_position(archive_.get());
  }

 private:
  static la_ssize_t ReadSource(archive*, void* self, const void** bytes) {
    auto* container = static_cast<LibarchiveContainer*>(self);
    *bytes = container->source_.data();
    return static_cast<la_ssize_t>(
        container->in_->Read(container->source_.data(), container->source_.size()));
  }

  // Unpacks what nobody read of the member before, against the limits; libarchive would skip it
  // without counting. False if that is a bomb. What needs no unpacking is left to libarchive, which
  // can jump over it.
  bool Drain(Problems* problems) {
    const bool unpacks = archive_filter_count(archive_.get()) > 1 ||
                         archive_format(archive_.get()) == ARCHIVE_FORMAT_7ZIP;
    if (entries_ == 0 || !unpacks || problem_) return true;
    while (Read(drained_.data(), drained_.size()) > 0) {
    }
    breaks_off_ = false;  // It is told by what comes next.
    const bool is_bomb = problem_ && problem_->reason == Reason::kBomb;
    if (is_bomb) problems->push_back(*problem_);
    return !is_bomb;
  }

  bool Opened(int result, Problems* problems) {
    if (result >= ARCHIVE_WARN) return true;
    problems->push_back({Reason::kDamagedArchive, {}, "it cannot be unpacked: " + Why()});
    return false;
  }

  std::string Why() const {
    const char* why = archive_error_string(archive_.get());
    return why == nullptr ? "unknown reason" : why;
  }

  // The raw format accepts anything; only what was compressed is a container.
  bool IsPlainRaw() const {
    return archive_format(archive_.get()) == ARCHIVE_FORMAT_RAW &&
           archive_filter_count(archive_.get()) <= 1;
  }

  // Archives by `ar` in its deterministic mode give no member a file type.
  bool IsAr() const {
    return (archive_format(archive_.get()) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_AR;
  }

  std::optional<Member> Ended(Problems* problems) {
    at_end_ = true;
    problems->push_back({Reason::kDamagedArchive,
                         {},
                         "it breaks off or is damaged (" + Why() + "); what came before is kept"});
    return std::nullopt;
  }

  std::optional<Member> Regular(archive_entry* entry, Problems* problems) {
    Member member;
    member.name = NameOf(entry);
    const bool is_raw = archive_format(archive_.get()) == ARCHIVE_FORMAT_RAW;
    const auto type = archive_entry_filetype(entry);
    if (type == AE_IFDIR || (IsAr() && IsArTable(member.name))) return std::nullopt;
    const auto refuse = [&](Reason reason, std::string sentence) {
      problems->push_back({reason, {"", {member.name}, {}, {}}, std::move(sentence)});
      return std::nullopt;
    };
    if (archive_entry_is_encrypted(entry) != 0) {
      return refuse(Reason::kEncrypted, "it is encrypted; unpack it with its password first");
    }
    if (archive_entry_hardlink(entry) != nullptr ||
        !(type == AE_IFREG || is_raw || (IsAr() && type == 0))) {
      return refuse(Reason::kUnsafeName, "it is a link or a special file");
    }
    if (archive_entry_size_is_set(entry) != 0) member.size = archive_entry_size(entry);
    problem_.reset();
    member.content = this;
    return member;
  }

  std::string NameOf(archive_entry* entry) const {
    if (archive_format(archive_.get()) == ARCHIVE_FORMAT_RAW) return WithoutLastExtension(name_);
    if (const char* name = archive_entry_pathname_utf8(entry)) return name;
    if (const char* name = archive_entry_pathname(entry)) return name;
    return "member " + std::to_string(entries_);
  }

  // ByteStream: the content of the present member.
  std::size_t Read(char* to, std::size_t size) override {
    if (problem_ || at_end_) return 0;
    const la_ssize_t n = archive_read_data(archive_.get(), to, size);
    if (n < 0) {
      problem_ = Problem{Reason::kDamagedArchive, {}, "it is damaged (" + Why() + ")"};
      if (archive_read_has_encrypted_entries(archive_.get()) > 0) {
        problem_ =
            Problem{Reason::kEncrypted, {}, "it is encrypted; unpack it with its password first"};
      }
      if (n == ARCHIVE_FATAL) BreakOff();
      return 0;
    }
    out_ += n;
    if (IsBomb()) {
      problem_ = Problem{Reason::kBomb, {}, "its archive unpacks to far more than its size allows"};
      BreakOff();
      return 0;
    }
    return static_cast<std::size_t>(n);
  }
  std::optional<Problem> problem() const override { return problem_; }

  // Within the present member. What is compressed without being an archive has no other.
  void BreakOff() {
    at_end_ = true;
    breaks_off_ = archive_format(archive_.get()) != ARCHIVE_FORMAT_RAW;
  }

  bool IsBomb() const {
    const std::int64_t packed =
        std::max<std::int64_t>(size_, archive_filter_bytes(archive_.get(), -1));
    return out_ > limits_.max_archive_bytes ||
           (out_ > limits_.ratio_free_bytes && out_ / limits_.max_ratio > packed);
  }

  std::string name_;
  Limits limits_;
  ByteStream* in_ = nullptr;
  std::vector<char> source_ = std::vector<char>(kReadBytes);
  std::vector<char> drained_ = std::vector<char>(kReadBytes);
  ArchivePtr archive_;
  std::int64_t size_ = 0;
  std::int64_t out_ = 0;
  std::int64_t entries_ = 0;
  bool at_end_ = false;
  bool breaks_off_ = false;  // The archive ended within a member, and that is to be told of it.
  std::optional<Problem> problem_;
};

}  // namespace

std::string WithoutLastExtension(std::string_view name) {
  name = name.substr(name.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  return std::string(dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot));
}

bool LooksLikeArchive(std::string_view head) {
  if (!PackedDocumentType(head).empty()) return false;
  const auto matches = [&](const Magic& magic) {
    return head.size() >= magic.offset + magic.bytes.size() &&
           head.substr(magic.offset, magic.bytes.size()) == magic.bytes;
  };
  return std::ranges::any_of(kMagics, matches) || IsOldTar(head);
}

bool NeedsSeeking(std::string_view head) { return head.starts_with(k7z); }

std::unique_ptr<Container> OpenArchive(ByteStream* in, std::string_view name, const Limits& limits,
                                       Problems* problems) {
  const Utf8Locale utf8;
  auto container = std::make_unique<LibarchiveContainer>(name, limits);
  if (!container->OpenStream(in, problems)) return nullptr;
  return container;
}

std::unique_ptr<Container> OpenArchiveFile(int fd, std::string_view name, const Limits& limits,
                                           Problems* problems) {
  const Utf8Locale utf8;
  auto container = std::make_unique<LibarchiveContainer>(name, limits);
  if (!container->OpenFile(fd, problems)) return nullptr;
  return container;
}

}  // namespace backfile
