// Metadata of a publication: under "backfile:publication" what it is, and behind it the digest of
// that (8 bytes); under "backfile:file:NAME:N" the N-th piece of a file, a zstd frame.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/publication.h"

#include <xapian.h>
#include <zstd.h>

#include <algorithm>
#include <filesystem>
#include <new>

#include "article/bytes.h"
#include "article/digest.h"
#include "article/problem.h"
#include "index/files.h"
#include "index/guard.h"
#include "index/index.h"

namespace backfile {

namespace {

constexpr const char* kPublicationKey = "backfile:publication";
constexpr std::uint64_t kVersion = 1;
constexpr std::size_t kPiece = 4U << 20;
constexpr int kLevel = 3;
// What may be in one: a name that a server sends becomes the name of a file.
constexpr std::string_view kFiles[] = {"columns",    "iamglass",  "places",
                                       "people.tsv", "relations", "segment.json"};

std::string PieceKey(const std::string& name, std::size_t piece) {
  return "backfile:file:" + name + ":" + std::to_string(piece);
}

std::string Compressed(std::string_view piece) {
  std::string frame(ZSTD_compressBound(piece.size()), '\0');
  const std::size_t size =
      ZSTD_compress(frame.data(), frame.size(), piece.data(), piece.size(), kLevel);
  if (ZSTD_isError(size)) throw std::bad_alloc();
  frame.resize(size);
  return frame;
}

std::string Packed(const Publication& publication) {
  std::string bytes;
  ByteWriter out(&bytes);
  out.Number(kVersion);
  out.Number(static_cast<std::uint64_t>(publication.generation.number));
  out.Number(static_cast<std::uint64_t>(publication.generation.schema));
  out.Text(publication.generation.made);
  out.Number(static_cast<std::uint64_t>(publication.generation.articles));
  out.Text(publication.generation.segments.front());
  out.Sequence(publication.files, [&](const SegmentFile& file) {
    out.Text(file.name);
    out.Number(static_cast<std::uint64_t>(file.bytes));
    out.Fixed64(file.digest);
  });
  return bytes;
}

[[noreturn]] void Damaged(const std::string& place) {
  throw Error(ExitCode::kIndex,
              place + " sends something else than `backfile-index publish` wrote");
}

std::string Piece(const Xapian::Database& database, const std::string& place,
                  const std::string& key) {
  const std::string frame = GuardXapian(place, [&] { return database.get_metadata(key); });
  std::string piece(kPiece, '\0');
  const std::size_t size = ZSTD_decompress(piece.data(), piece.size(), frame.data(), frame.size());
  if (ZSTD_isError(size)) Damaged(place);
  piece.resize(size);
  return piece;
}

std::string WithDigest(std::string bytes) {
  const std::uint64_t digest = Digest(bytes);
  ByteWriter(&bytes).Fixed64(digest);
  return bytes;
}

// What stands before the digest.
std::string_view Verified(std::string_view bytes, const std::string& place) {
  const std::string_view before =
      bytes.substr(0, bytes.size() - std::min<std::size_t>(8, bytes.size()));
  if (WithDigest(std::string(before)) != bytes) Damaged(place);
  return before;
}

// A database of metadata alone.
Xapian::Database MakeMetadata(const std::string& dir, Publication publication,
                              const std::string& path) {
  Xapian::WritableDatabase database(path, Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_TERMLIST);
  for (const std::string_view name : kFiles) {
    const MappedFile file(dir + "/" + std::string(name));
    if (file.bytes().empty()) continue;
    publication.files.push_back(
        {std::string(name), static_cast<std::int64_t>(file.bytes().size()), DigestOf(file)});
    for (std::size_t at = 0; at < file.bytes().size(); at += kPiece) {
      database.set_metadata(PieceKey(publication.files.back().name, at / kPiece),
                            Compressed(file.bytes().substr(at, kPiece)));
    }
  }
  database.set_metadata(kPublicationKey, WithDigest(Packed(publication)));
  database.commit();
  database.close();
  return Xapian::Database(path);
}

}  // namespace

std::string Publication::Identity() const { return Hex16(Digest(Packed(*this))); }

// A database without term lists cannot be opened for writing, so the metadata is merged into it.
// Nor does Xapian's server give documents out of it, whose values it lists by means of that table;
// an empty one will do.
void MakePublication(const std::string& dir, const Generation& generation,
                     const std::string& out_dir) {
  const std::string metadata = out_dir + ".metadata";
  GuardXapian(dir, [&] {
    Xapian::Database all(dir);
    all.add_database(MakeMetadata(dir, {generation, {}}, metadata));
    all.compact(out_dir, Xapian::DBCOMPACT_NO_RENUMBER);
    FileWriter(out_dir + "/termlist.glass").Close();
    return 0;
  });
  std::filesystem::remove_all(metadata);
}

Publication ReadPublication(const Xapian::Database& database, const std::string& place) {
  const std::string bytes =
      GuardXapian(place, [&] { return database.get_metadata(kPublicationKey); });
  if (bytes.empty()) {
    throw Error(ExitCode::kIndex, place + " serves nothing that `backfile-index publish` has made");
  }
  ByteReader in(Verified(bytes, place));
  if (in.Number() != kVersion) {
    throw Error(ExitCode::kIndex, place + " serves what a newer version of Backfile made");
  }
  Publication publication;
  publication.generation.number = static_cast<int>(in.Number() & 0x7fffffff);
  publication.generation.schema = static_cast<int>(in.Number() & 0x7fffffff);
  publication.generation.made = in.Text();
  publication.generation.articles = static_cast<std::int64_t>(in.Number());
  publication.generation.segments.emplace_back(in.Text());
  for (std::size_t n = in.Count(); n > 0 && in.ok(); --n) {
    SegmentFile file;
    file.name = in.Text();
    file.bytes = static_cast<std::int64_t>(in.Number());
    file.digest = in.Fixed64();
    if (std::ranges::find(kFiles, file.name) == std::end(kFiles)) Damaged(place);
    publication.files.push_back(std::move(file));
  }
  if (!in.ok()) Damaged(place);
  if (publication.generation.schema > kSchemaVersion) {
    throw Error(ExitCode::kIndex, place + " serves what a newer version of Backfile made");
  }
  if (publication.generation.schema < kOldestSchema) {
    throw Error(ExitCode::kIndex, place +
                                      " serves what a version of Backfile too old to be read made; "
                                      "update it there, and publish again");
  }
  return publication;
}

void FetchFiles(const Xapian::Database& database, const Publication& publication,
                const std::string& place, const std::string& dir) {
  for (const SegmentFile& file : publication.files) {
    const std::string path = dir + "/" + file.name;
    FileWriter out(path);
    const auto size = static_cast<std::uint64_t>(file.bytes);
    for (std::size_t piece = 0; out.size() < size; ++piece) {
      const std::string bytes = Piece(database, place, PieceKey(file.name, piece));
      if (bytes.empty()) Damaged(place);
      out.Append(bytes);
    }
    out.Close();
    const MappedFile written(path);
    if (written.bytes().size() != size || DigestOf(written) != file.digest) Damaged(place);
  }
}

}  // namespace backfile
