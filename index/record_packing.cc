// zstd with a dictionary of our own making.
//
// A packed record is a byte that no stored article begins with, then a zstd frame. The frame names
// its dictionary by number, so that records of many builders, each with a dictionary of its own,
// can stand in one database, and merging and folding never touch them.
//
// A dictionary takes a twentieth of a second to make. It is made of some of the first two thousand
// records: a night's few hundred articles are packed without one.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/record_packing.h"

#include <xapian.h>
#include <zdict.h>
#include <zstd.h>

#include <new>

#include "article/problem.h"

namespace backfile {

namespace {

constexpr char kPacked = 'Z';
constexpr const char* kMetadataPrefix = "zstd:";

// On newswire stories (8 to 112 KB; 500 to 2000 samples; levels 1 to 6): larger dictionaries and
// more samples gained 1 to 4 % of size, level 1 a quarter of speed for 8 %.
constexpr int kLevel = 3;
constexpr std::size_t kDictionaryBytes = 32U << 10;
constexpr std::size_t kSamples = 500;
constexpr std::size_t kLearnFrom = 4;  // Each so-manieth record.
// Long texts teach as much by their beginnings.
constexpr std::size_t kSampleBytes = 8U << 10;

// More than an article can be (formats/limits.h): a frame that claims it is damaged.
constexpr unsigned long long kMostRecordBytes = 256ULL << 20;

[[noreturn]] void Damaged() {
  throw Error(ExitCode::kIndex, "a stored article is damaged; run `backfile-index check`");
}

std::string MetadataKey(unsigned dictionary) {
  return kMetadataPrefix + std::to_string(dictionary);
}

}  // namespace

RecordPacker::RecordPacker()
    : context_(ZSTD_createCCtx(), ZSTD_freeCCtx), dictionary_(nullptr, ZSTD_freeCDict) {
  if (!context_) throw std::bad_alloc();
}

RecordPacker::~RecordPacker() = default;

void RecordPacker::Learn(std::string_view stored) {
  if (seen_++ % kLearnFrom != 0) return;
  const std::string_view sample = stored.substr(0, kSampleBytes);
  samples_.append(sample);
  sample_sizes_.push_back(sample.size());
  if (sample_sizes_.size() < kSamples) return;
  is_learning_ = false;
  std::string dictionary(kDictionaryBytes, '\0');
  const std::size_t size =
      ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), samples_.data(),
                            sample_sizes_.data(), static_cast<unsigned>(sample_sizes_.size()));
  samples_ = {};
  sample_sizes_ = {};
  if (ZDICT_isError(size)) return;  // They have nothing in common. Records are packed all the same.
  dictionary.resize(size);
  dictionary_.reset(ZSTD_createCDict(dictionary.data(), dictionary.size(), kLevel));
  if (!dictionary_) throw std::bad_alloc();
  const unsigned number = ZDICT_getDictID(dictionary.data(), dictionary.size());
  metadata_[MetadataKey(number)] = std::move(dictionary);
}

std::string_view RecordPacker::Pack(std::string_view stored) {
  if (is_learning_) Learn(stored);
  packed_.resize(1 + ZSTD_compressBound(stored.size()));
  packed_[0] = kPacked;
  char* out = packed_.data() + 1;
  const std::size_t size =
      dictionary_ ? ZSTD_compress_usingCDict(context_.get(), out, packed_.size() - 1, stored.data(),
                                             stored.size(), dictionary_.get())
                  : ZSTD_compressCCtx(context_.get(), out, packed_.size() - 1, stored.data(),
                                      stored.size(), kLevel);
  if (ZSTD_isError(size)) throw std::bad_alloc();
  if (size + 1 >= stored.size()) return stored;
  return std::string_view(packed_).substr(0, size + 1);
}

RecordReader::RecordReader(const Xapian::Database& database)
    : database_(std::make_unique<Xapian::Database>(database)),
      context_(ZSTD_createDCtx(), ZSTD_freeDCtx) {
  if (!context_) throw std::bad_alloc();
}

RecordReader::~RecordReader() = default;
RecordReader::RecordReader(RecordReader&&) noexcept = default;

// nullptr: it needs none.
const ZSTD_DDict_s* RecordReader::DictionaryOf(std::string_view frame) {
  const unsigned number = ZSTD_getDictID_fromFrame(frame.data(), frame.size());
  if (number == 0) return nullptr;
  const auto known = dictionaries_.find(number);
  if (known != dictionaries_.end()) return known->second.get();
  const std::string dictionary = database_->get_metadata(MetadataKey(number));
  if (dictionary.empty()) Damaged();
  ZSTD_DDict_s* read = ZSTD_createDDict(dictionary.data(), dictionary.size());
  if (read == nullptr) Damaged();
  return dictionaries_.try_emplace(number, read, ZSTD_freeDDict).first->second.get();
}

std::string RecordReader::Read(std::uint32_t document) {
  std::string record = database_->get_document(document, Xapian::DOC_ASSUME_VALID).get_data();
  if (record.empty() || record.front() != kPacked) return record;
  const std::string_view frame = std::string_view(record).substr(1);
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size > kMostRecordBytes) Damaged();  // Unknown and unreadable sizes are greater, too.
  std::string stored(size, '\0');
  const std::size_t read =
      ZSTD_decompress_usingDDict(context_.get(), stored.data(), stored.size(), frame.data(),
                                 frame.size(), DictionaryOf(frame));
  if (read != size) Damaged();
  return stored;
}

}  // namespace backfile
