// Messages between coordinator and workers as bytes.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/messages.h"

#include <algorithm>
#include <array>

#include "article/digest.h"

namespace backfile {

namespace {

// A value if all of the body was understood and nothing is left.
template <class T>
std::optional<T> IfWhole(const ByteReader& in, T value) {
  if (!in.ok() || !in.at_end()) return std::nullopt;
  return value;
}

template <class Write>
std::string Body(Write write) {
  std::string body;
  ByteWriter out(&body);
  write(out);
  return body;
}

// The limits in the order in which they are written.
template <class LimitsType>
auto LimitFields(LimitsType& l) {
  return std::array{&l.max_member_bytes, &l.max_record_bytes, &l.max_text_bytes,
                    &l.max_title_bytes,  &l.max_header_bytes, &l.max_archive_bytes,
                    &l.ratio_free_bytes, &l.max_entries};
}
template <class LimitsType>
auto DepthFields(LimitsType& l) {
  return std::array{&l.max_ratio,      &l.max_nesting,    &l.max_filters,   &l.max_xml_depth,
                    &l.max_json_depth, &l.max_html_depth, &l.max_mime_depth};
}

}  // namespace

void PackProblem(const Problem& problem, ByteWriter* out) {
  out->Number(static_cast<std::uint64_t>(problem.reason));
  PackLocator(problem.where, out);
  out->Text(problem.sentence);
}

Problem UnpackProblem(ByteReader* in) {
  Problem problem;
  const std::uint64_t reason = in->Number();
  problem.reason = reason <= static_cast<std::uint64_t>(Reason::kIdentifierClash)
                       ? static_cast<Reason>(reason)
                       : Reason::kBadRecord;
  problem.where = UnpackLocator(in);
  problem.sentence = in->Text();
  return problem;
}

void PackBookmark(const Bookmark& bookmark, ByteWriter* out) {
  out->Signed(bookmark.offset);
  if (bookmark.offset == 0) return;
  out->Signed(bookmark.content_offset);
  out->Signed(bookmark.records);
  out->Signed(bookmark.problems);
  out->Signed(bookmark.unchanged);
  out->Fixed64(bookmark.digest);
}

Bookmark UnpackBookmark(ByteReader* in) {
  Bookmark bookmark;
  bookmark.offset = in->Signed();
  if (bookmark.offset == 0) return bookmark;
  bookmark.content_offset = in->Signed();
  bookmark.records = in->Signed();
  bookmark.problems = in->Signed();
  bookmark.unchanged = in->Signed();
  bookmark.digest = in->Fixed64();
  const auto least = std::min({bookmark.offset, bookmark.content_offset, bookmark.records,
                               bookmark.problems, bookmark.unchanged - bookmark.offset});
  return least < 0 || !in->ok() ? Bookmark() : bookmark;
}

std::string Pack(const OpenFile& message) {
  return Body([&](ByteWriter& out) {
    out.Number(message.file);
    out.Number(message.source);
    out.Text(message.path);
    out.Number(message.skip);
    out.Number(message.is_careful ? 1 : 0);
    out.Number(message.refused ? 1 : 0);
    if (message.refused) PackProblem(*message.refused, &out);
    PackBookmark(message.bookmark, &out);
    out.Number(message.was_read_on ? 1 : 0);
    out.Sequence(message.known, [&](std::uint64_t key) { out.Fixed64(key); });
  });
}

std::optional<OpenFile> UnpackOpenFile(std::string_view body) {
  ByteReader in(body);
  OpenFile message;
  message.file = static_cast<std::uint32_t>(in.Number());
  message.source = static_cast<std::uint32_t>(in.Number());
  message.path = in.Text();
  message.skip = in.Number();
  message.is_careful = in.Number() != 0;
  if (in.Number() != 0) message.refused = UnpackProblem(&in);
  message.bookmark = UnpackBookmark(&in);
  message.was_read_on = in.Number() != 0;
  for (std::size_t n = in.Count(); n > 0; --n) message.known.push_back(in.Fixed64());
  return IfWhole(in, message);
}

std::string Pack(const Assignment& message) {
  return Body([&](ByteWriter& out) {
    out.Text(message.part_dir);
    out.Number(message.skip.size());
    for (const bool skip : message.skip) out.Number(skip ? 1 : 0);
    out.Sequence(message.archives, [&](const std::string& archive) { out.Text(archive); });
    out.Sequence(message.sources, [&](std::uint32_t source) { out.Number(source); });
  });
}

std::optional<Assignment> UnpackAssignment(std::string_view body) {
  ByteReader in(body);
  Assignment message;
  message.part_dir = in.Text();
  for (std::size_t n = in.Count(); n > 0 && in.ok(); --n) message.skip.push_back(in.Number() != 0);
  for (std::size_t n = in.Count(); n > 0 && in.ok(); --n) message.archives.emplace_back(in.Text());
  for (std::size_t n = in.Count(); n > 0 && in.ok(); --n) {
    message.sources.push_back(static_cast<std::uint32_t>(in.Number()));
  }
  return IfWhole(in, message);
}

std::string Pack(const Claims& message) {
  return Body([&](ByteWriter& out) {
    out.Sequence(message.claims, [&](const Claim& claim) {
      out.Number(claim.record);
      out.Fixed64(claim.id);
      out.Fixed64(claim.digest);
      out.Fixed64(claim.content_id);
      out.Number(claim.has_source ? 1 : 0);
    });
    out.Sequence(message.problems, [&](const auto& problem) {
      out.Number(problem.first);
      PackProblem(problem.second, &out);
    });
  });
}

std::optional<Claims> UnpackClaims(std::string_view body) {
  ByteReader in(body);
  Claims message;
  for (std::size_t n = in.Count(); n > 0 && in.ok(); --n) {
    Claim claim;
    claim.record = static_cast<std::uint32_t>(in.Number());
    claim.id = in.Fixed64();
    claim.digest = in.Fixed64();
    claim.content_id = in.Fixed64();
    claim.has_source = in.Number() != 0;
    message.claims.push_back(claim);
  }
  for (std::size_t n = in.Count(); n > 0 && in.ok(); --n) {
    const auto record = static_cast<std::uint32_t>(in.Number());
    message.problems.emplace_back(record, UnpackProblem(&in));
  }
  const bool in_order =
      std::ranges::is_sorted(message.claims, {}, &Claim::record) &&
      std::ranges::is_sorted(message.problems, {}, [](const auto& of) { return of.first; });
  return in_order ? IfWhole(in, message) : std::nullopt;
}

std::string Pack(const Verdict& message) {
  return Body([&](ByteWriter& out) {
    out.Sequence(message.fates, [&](Fate fate) { out.Number(static_cast<std::uint64_t>(fate)); });
  });
}

std::optional<Verdict> UnpackVerdict(std::string_view body) {
  ByteReader in(body);
  Verdict message;
  for (std::size_t n = in.Count(); n > 0 && in.ok(); --n)
    message.fates.push_back(static_cast<Fate>(in.Number()));
  return IfWhole(in, message);
}

std::string Pack(const Built& message) {
  return Body([&](ByteWriter& out) { out.Number(message.documents); });
}

std::optional<Built> UnpackBuilt(std::string_view body) {
  ByteReader in(body);
  Built message;
  message.documents = static_cast<std::uint32_t>(in.Number());
  return IfWhole(in, message);
}

namespace {

void PackReadOptions(const ReadOptions& options, ByteWriter* out) {
  for (const auto* field : LimitFields(options.limits)) out->Signed(*field);
  for (const auto* field : DepthFields(options.limits)) out->Signed(*field);
  for (const auto* text : {&options.source, &options.zone, &options.format, &options.charset}) {
    out->Text(*text);
  }
  out->Number(options.by_folder ? 1 : 0);
  out->Number(options.is_plain ? 1 : 0);
  out->Sequence(options.map.entries, [&](const FieldMap::Entry& entry) {
    out->Text(entry.field);
    out->Sequence(entry.paths, [&](const std::string& path) { out->Text(path); });
  });
  out->Sequence(options.sections, [&](const auto& section) {
    out->Text(section.first);
    out->Text(section.second);
  });
  out->Number(options.latest_date ? 1 : 0);
  out->Signed(options.latest_date ? options.latest_date->time_since_epoch().count() : 0);
}

ReadOptions UnpackReadOptions(ByteReader* in) {
  ReadOptions options;
  for (auto* field : LimitFields(options.limits)) *field = in->Signed();
  for (auto* field : DepthFields(options.limits)) *field = static_cast<int>(in->Signed());
  for (auto* text : {&options.source, &options.zone, &options.format, &options.charset}) {
    *text = in->Text();
  }
  options.by_folder = in->Number() != 0;
  options.is_plain = in->Number() != 0;
  options.map.entries.resize(in->Count());
  for (FieldMap::Entry& entry : options.map.entries) {
    entry.field = in->Text();
    entry.paths.resize(in->Count());
    for (std::string& path : entry.paths) path = in->Text();
  }
  options.sections.resize(in->Count());
  for (auto& [pattern, section] : options.sections) {
    pattern = in->Text();
    section = in->Text();
  }
  const bool has_latest = in->Number() != 0;
  const std::chrono::sys_seconds latest{std::chrono::seconds(in->Signed())};
  if (has_latest) options.latest_date = latest;
  return options;
}

}  // namespace

std::string Pack(const Setup& message) {
  return Body([&](ByteWriter& out) {
    out.Text(message.corrections);
    out.Sequence(message.folders, [&](const std::string& folder) { out.Text(folder); });
    out.Text(message.parts_dir);
    out.Signed(message.memory);
    out.Number(message.writer == WriterKind::kDirect ? 0 : 1);
    out.Sequence(message.sources, [&](const ReadOptions& options) {
      PackReadOptions(options, &out);
      out.Text(options.root);
    });
  });
}

std::optional<Setup> UnpackSetup(std::string_view body) {
  ByteReader in(body);
  Setup setup;
  setup.corrections = in.Text();
  for (std::size_t n = in.Count(); n > 0 && in.ok(); --n) setup.folders.emplace_back(in.Text());
  setup.parts_dir = in.Text();
  setup.memory = in.Signed();
  setup.writer = in.Number() == 0 ? WriterKind::kDirect : WriterKind::kApi;
  for (std::size_t n = in.Count(); n > 0 && in.ok(); --n) {
    setup.sources.push_back(UnpackReadOptions(&in));
    setup.sources.back().root = in.Text();
  }
  return IfWhole(in, setup);
}

std::uint64_t OptionsDigest(const ReadOptions& options) {
  ReadOptions timeless = options;
  timeless.latest_date.reset();
  timeless.by_folder = false;
  return Digest(Body([&](ByteWriter& out) {
    PackReadOptions(timeless, &out);
    // Zones had no effect once, and sections were of the path of the file alone.
    if (!options.zone.empty() || !options.sections.empty()) out.Number(1);
  }));
}

}  // namespace backfile
