// Tables of glass taken apart into lists.
//
// A list may be spread over many entries of its table (the chunks of a posting list, the positions
// of a term in each document). So each source looks one entry ahead: what it has in hand is the
// first entry that it has not used.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/glass_source.h"

#include <map>

#include "article/problem.h"
#include "index/glass/coding.h"
#include "index/glass/table_content.h"
#include "index/glass/table_reader.h"
#include "index/glass/term_list.h"

namespace backfile::glass {

namespace {

// What the sources have in common: a table, and the entry in hand.
class TableSource : public ListSource {
 public:
  TableSource(const std::string& dir, Table table, const VersionFile& version)
      : dir_(dir), table_(dir, table, version) {
    Advance();
  }
  std::string_view key() const override { return key_; }
  ListTotals totals() const override { return totals_; }
  void Rewind() override {
    table_.GoTo(begin_);
    Advance();
    Restart();
  }

 protected:
  // After the entry in hand has become the first one of the present list again.
  virtual void Restart() { last_document_ = 0; }

  [[noreturn]] void Damaged() const {
    throw Error(ExitCode::kIndex, dir_ + " is damaged; see `backfile-index check`");
  }
  void Advance() {
    before_ = table_.place();
    in_hand_ = table_.Next();
  }
  void BeginHere() { begin_ = before_; }
  void SkipTo(std::string_view first_key) {
    while (in_hand_ && table_.key() < first_key) Advance();
  }
  std::uint32_t Take32(std::string_view* bytes) const {
    std::uint64_t value = 0;
    if (!TakeUint(bytes, &value) || value >> 32 != 0) Damaged();
    return static_cast<std::uint32_t>(value);
  }
  std::uint64_t Take(std::string_view* bytes) const {
    std::uint64_t value = 0;
    if (!TakeUint(bytes, &value)) Damaged();
    return value;
  }
  std::string_view TakeBytes(std::string_view* bytes) const {
    const std::uint64_t size = Take(bytes);
    if (size > bytes->size()) Damaged();
    const std::string_view taken = bytes->substr(0, size);
    bytes->remove_prefix(size);
    return taken;
  }
  std::uint32_t TakeDocument(std::string_view* key) const {
    std::uint32_t document = 0;
    if (!TakeSortedUint(key, &document) || document == 0) Damaged();
    return document;
  }
  // Of a list that has an entry of its table for each document, which may be damaged.
  std::uint32_t TakeNextDocument(std::string_view* key) {
    const std::uint32_t document = TakeDocument(key);
    if (document <= last_document_) Damaged();
    return last_document_ = document;
  }
  std::uint32_t Sum(std::uint32_t document, std::uint32_t distance) const {
    if (distance > 0xffffffffU - document) Damaged();
    return document + distance;
  }

  std::string dir_;
  TableReader table_;
  TableReader::Place before_;  // Before the entry in hand.
  TableReader::Place begin_;   // Before the first entry of the present list.
  bool in_hand_ = false;
  bool is_open_ = false;  // Whether there is a present list.
  std::uint32_t last_document_ = 0;
  std::string key_;
  ListTotals totals_;
};

// Lists whose entries come several to a chunk, the chunk being the table's entry.
class ChunkSource : public TableSource {
 public:
  using TableSource::TableSource;

  std::size_t Read(std::span<ListEntry> entries) override {
    while (chunk_.empty()) {
      if (used_) Advance();
      used_ = in_hand_ && OpenChunk();
      if (!used_) return 0;
    }
    std::size_t n = 0;
    while (n < entries.size() && !chunk_.empty()) {
      if (!is_first_) document_ = Sum(document_, Sum(Take32(&chunk_), 1));
      is_first_ = false;
      entries[n++] = TakeEntry();
    }
    return n;
  }

 protected:
  // Opens the chunk in hand if it belongs to the present list: sets chunk_ and document_.
  virtual bool OpenChunk() = 0;
  // The entry for document_, off the front of chunk_.
  virtual ListEntry TakeEntry() = 0;

  void Restart() override {
    chunk_ = {};
    used_ = false;
    document_ = 0;
  }
  void Open(std::string_view chunk, std::uint32_t first_document) {
    if (chunk.empty() || first_document <= document_) Damaged();
    chunk_ = chunk;
    document_ = first_document;
    is_first_ = true;
  }
  // Goes past the present list. Whether there is anything behind it.
  bool PassOver() {
    ListEntry ignored[64];
    while (is_open_ && Read(ignored) > 0) {
    }
    is_open_ = in_hand_;
    return in_hand_;
  }

  std::string_view chunk_;      // What is unread of the open chunk.
  std::uint32_t document_ = 0;  // The last one taken of the present list; 0: none yet.
  bool is_first_ = false;       // Whether the next entry of the chunk is its first.
  bool used_ = false;           // Whether the entry in hand is the open chunk.
};

class PostingsSource : public ChunkSource {
 public:
  PostingsSource(const std::string& dir, const VersionFile& version)
      : ChunkSource(dir, Table::kPostlist, version), statistics_(version.statistics) {
    SkipTo(kLengthsKey);
  }

  bool NextList() override {
    if (!PassOver()) return false;
    BeginHere();
    Restart();
    prefix_.assign(table_.key());
    std::string_view tag = table_.tag();
    totals_.entries = Take32(&tag);
    totals_.sum = Take(&tag);
    is_lengths_ = prefix_ == kLengthsKey;
    key_.clear();
    if (is_lengths_) {
      totals_ = {statistics_.documents, statistics_.total_length};
    } else {
      std::string_view rest = prefix_;
      TakeSortedTerm(&rest, &key_);
      if (!rest.empty() || key_.empty()) Damaged();
    }
    return true;
  }

 protected:
  bool OpenChunk() override {
    std::string_view key = table_.key();
    std::string_view tag = table_.tag();
    std::uint32_t first = 0;
    if (key == std::string_view(prefix_)) {
      Take(&tag), Take(&tag);
      first = Sum(Take32(&tag), 1);
    } else if (!IsContinuation(&key)) {
      return false;
    } else {
      first = TakeDocument(&key);
      if (!key.empty()) Damaged();
    }
    if (tag.empty()) Damaged();
    tag.remove_prefix(1);  // Whether it is the last chunk.
    Take(&tag);            // How far its last document is.
    Open(tag, first);
    return true;
  }
  ListEntry TakeEntry() override { return {document_, Take32(&chunk_), {}}; }

 private:
  // Whether the key is that of a later chunk of the present list; leaves the document.
  bool IsContinuation(std::string_view* key) const {
    if (!key->starts_with(prefix_)) return false;
    key->remove_prefix(prefix_.size());
    if (is_lengths_) return true;
    if (key->front() != '\0' || key->size() < 2 || (*key)[1] == '\xff') return false;
    key->remove_prefix(1);
    return true;
  }

  Statistics statistics_;
  bool is_lengths_ = false;
  std::string prefix_;
};

class ValuesSource : public ChunkSource {
 public:
  ValuesSource(const std::string& dir, const VersionFile& version)
      : ChunkSource(dir, Table::kPostlist, version) {
    SkipTo(kValueBoundsKey);
    ReadCounts();
    SkipTo(kValueChunkKey);
  }

  bool NextList() override {
    if (!PassOver() || !table_.key().starts_with(kValueChunkKey)) return is_open_ = false;
    BeginHere();
    Restart();
    std::string_view key = table_.key().substr(kValueChunkKey.size());
    const std::uint32_t slot = Take32(&key);
    key_.clear();
    AppendUint(&key_, slot);
    totals_ = {counts_[slot], 0};
    return true;
  }

 protected:
  bool OpenChunk() override {
    std::string_view key = table_.key();
    if (!key.starts_with(kValueChunkKey)) return false;
    key.remove_prefix(kValueChunkKey.size());
    if (!key.starts_with(key_)) return false;
    key.remove_prefix(key_.size());
    Open(table_.tag(), TakeDocument(&key));
    return true;
  }
  ListEntry TakeEntry() override { return {document_, 0, TakeBytes(&chunk_)}; }

 private:
  void ReadCounts() {
    for (; in_hand_ && table_.key().starts_with(kValueBoundsKey); Advance()) {
      std::uint64_t slot = 0;
      const std::string_view key = table_.key().substr(kValueBoundsKey.size());
      for (std::size_t i = key.size(); i-- > 0;) {
        slot = slot << 8 | static_cast<unsigned char>(key[i]);
      }
      std::string_view tag = table_.tag();
      counts_[slot] = Take32(&tag);
    }
  }

  std::map<std::uint64_t, std::uint32_t> counts_;
};

class MetadataSource : public TableSource {
 public:
  MetadataSource(const std::string& dir, const VersionFile& version)
      : TableSource(dir, Table::kPostlist, version) {
    SkipTo(kMetadataKey);
  }
  bool NextList() override {
    if (is_open_) Advance();
    is_open_ = in_hand_ && table_.key().starts_with(kMetadataKey);
    if (!is_open_) return false;
    BeginHere();
    key_.assign(table_.key().substr(kMetadataKey.size()));
    totals_ = {1, 0};
    Restart();
    return true;
  }
  std::size_t Read(std::span<ListEntry> entries) override {
    if (is_read_) return 0;
    is_read_ = true;
    entries[0] = {0, 0, table_.tag()};
    return 1;
  }

 protected:
  void Restart() override { is_read_ = false; }

 private:
  bool is_read_ = false;
};

class PositionsSource : public TableSource {
 public:
  PositionsSource(const std::string& dir, const VersionFile& version)
      : TableSource(dir, Table::kPosition, version) {}

  bool NextList() override {
    while (is_open_ && IsOfList()) Advance();
    is_open_ = in_hand_;
    if (!in_hand_) return false;
    BeginHere();
    Restart();
    std::string_view rest = table_.key();
    TakeSortedTerm(&rest, &key_);
    prefix_.assign(table_.key().substr(0, table_.key().size() - rest.size()));
    return true;
  }

  std::size_t Read(std::span<ListEntry> entries) override {
    std::size_t n = 0;
    for (bool is_mapped = true; n < entries.size() && is_mapped && IsOfList(); Advance()) {
      std::string_view key = table_.key().substr(prefix_.size());
      entries[n] = {TakeNextDocument(&key), 0, table_.tag()};
      if (!key.empty()) Damaged();
      is_mapped = table_.tag_is_mapped();
      if (!is_mapped) entries[n].bytes = copy_.assign(table_.tag());
      ++n;
    }
    return n;
  }

 private:
  // Behind the term's end stands a document, which never begins with ff as a doubled zero byte
  // does.
  bool IsOfList() const {
    return in_hand_ && table_.key().starts_with(prefix_) &&
           !table_.key().substr(prefix_.size()).starts_with('\xff');
  }

  std::string prefix_;  // Of the keys of the present list.
  std::string copy_;    // A tag that would not outlast the entry in hand.
};

// One list of everything: a table keyed by document.
class DocumentsSource : public TableSource {
 public:
  DocumentsSource(const std::string& dir, Table table, const VersionFile& version)
      : TableSource(dir, table, version), is_term_lists_(table == Table::kTermlist) {
    totals_.entries = static_cast<std::uint32_t>(version.root(table).entries);
  }
  bool NextList() override {
    if (is_open_ || !in_hand_) return false;
    BeginHere();
    return is_open_ = true;
  }
  std::size_t Read(std::span<ListEntry> entries) override {
    if (!in_hand_) return 0;
    std::string_view key = table_.key();
    const std::uint32_t document = TakeNextDocument(&key);
    bytes_.assign(table_.tag());
    std::uint32_t number = table_.compressed() ? 1 : 0;
    Advance();
    if (is_term_lists_) number = TakeSlots(document, number);
    entries[0] = {document, number, bytes_};
    return 1;
  }

 private:
  // Term lists come with the slots that the document uses, if any: see term_list.h.
  std::uint32_t TakeSlots(std::uint32_t document, std::uint32_t is_compressed) {
    std::string slots_key;
    AppendSortedUint(&slots_key, document);
    slots_key += '\0';
    if (!in_hand_ || table_.key() != slots_key) return TermListNumber(0, is_compressed != 0);
    const std::string_view slots = table_.tag();
    bytes_.insert(0, slots);
    const std::uint32_t number = TermListNumber(slots.size(), is_compressed != 0);
    Advance();
    return number;
  }

  bool is_term_lists_;
  std::string bytes_;
};

}  // namespace

std::unique_ptr<ListSource> OpenGlassLists(const std::string& dir, const VersionFile& version,
                                           Lists lists) {
  switch (lists) {
    case Lists::kMetadata:
      return std::make_unique<MetadataSource>(dir, version);
    case Lists::kValues:
      return std::make_unique<ValuesSource>(dir, version);
    case Lists::kPostings:
      return std::make_unique<PostingsSource>(dir, version);
    case Lists::kPositions:
      return std::make_unique<PositionsSource>(dir, version);
    case Lists::kDocdata:
      return std::make_unique<DocumentsSource>(dir, Table::kDocdata, version);
    case Lists::kTermLists:
      break;
  }
  return std::make_unique<DocumentsSource>(dir, Table::kTermlist, version);
}

}  // namespace backfile::glass
