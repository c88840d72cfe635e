// Which sources a merge reads, and which tables it writes from them.
//
// The tables need nothing of each other, so that the largest one, of positions, is written by a
// thread of its own beside the rest.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/merge.h"

#include <cstdio>
#include <future>
#include <map>
#include <memory>
#include <optional>

#include "article/problem.h"
#include "index/glass/glass_source.h"
#include "index/glass/list_file.h"
#include "index/glass/list_merge.h"
#include "index/glass/part.h"
#include "index/glass/table_content.h"

namespace backfile::glass {

namespace {

// An input opened so far that its lists can be.
struct OpenInput {
  std::string dir;
  std::optional<PartInfo> part;
  VersionFile version;  // If it is no part.
  std::optional<Renumbering> renumbering;
  std::uint32_t base = 0;
};

std::vector<OpenInput> OpenInputs(const std::vector<Input>& inputs) {
  std::vector<OpenInput> opened;
  std::uint64_t base = 0;
  for (const Input& input : inputs) {
    OpenInput open{input.dir, ReadPartInfo(input.dir), {}, {}, static_cast<std::uint32_t>(base)};
    if (!open.part) open.version = ReadVersionFile(input.dir);
    std::uint32_t last =
        open.part ? open.part->last_document : open.version.statistics.last_document;
    if (input.dropped != nullptr) {
      open.renumbering.emplace(*input.dropped, last);
      last = open.renumbering->last_new_number();
    }
    base += last;
    if (base >> 32 != 0) {
      throw Error(ExitCode::kIndex, "a segment cannot hold more than 2^32 documents");
    }
    opened.push_back(std::move(open));
  }
  return opened;
}

void AddInput(std::unique_ptr<ListSource> source, const OpenInput& input, Lists lists,
              std::vector<MergeInput>* inputs) {
  if (input.renumbering && lists != Lists::kMetadata) {
    source = KeepLiving(std::move(source), &*input.renumbering, lists == Lists::kPostings);
  }
  inputs->push_back({std::move(source), lists == Lists::kMetadata ? 0 : input.base});
}

std::unique_ptr<ListSource> Open(const std::vector<OpenInput>& opened, Lists lists) {
  std::vector<MergeInput> inputs;
  for (const OpenInput& input : opened) {
    if (!input.part) {
      AddInput(OpenGlassLists(input.dir, input.version, lists), input, lists, &inputs);
      continue;
    }
    for (std::uint32_t run = 0; run < input.part->runs; ++run) {
      AddInput(OpenListFile(RunFile(input.dir, run, lists), FormOf(lists)), input, lists, &inputs);
    }
  }
  return MergeLists(std::move(inputs));
}

// Of several values under one key the first is kept.
void WriteMetadataFile(const std::vector<OpenInput>& inputs, const std::string& path) {
  const auto source = Open(inputs, Lists::kMetadata);
  ListFileWriter out(path, FormOf(Lists::kMetadata));
  while (source->NextList()) {
    ListEntry entry;
    if (source->Read({&entry, 1}) == 0) continue;
    out.BeginList(source->key(), {1, 0});
    out.Add(entry);
  }
  out.Close();
}

void WriteListFile(const std::vector<OpenInput>& inputs, Lists lists, const std::string& path) {
  if (lists == Lists::kMetadata) return WriteMetadataFile(inputs, path);
  const auto source = Open(inputs, lists);
  ListFileWriter out(path, FormOf(lists));
  while (source->NextList()) {
    out.BeginList(source->key(), source->totals());
    ForEachEntry(source.get(), [&](const ListEntry& entry) { out.Add(entry); });
  }
  out.Close();
}

TableWriter NewTable(const std::string& dir, Table table, const VersionFile& version) {
  return TableWriter(dir + "/" + TableFileName(table), version.block_bytes);
}

void WritePostlistTable(const std::vector<OpenInput>& inputs, const std::string& dir,
                        VersionFile* version) {
  TableWriter table = NewTable(dir, Table::kPostlist, *version);
  WriteMetadata(Open(inputs, Lists::kMetadata).get(), &table);
  WriteValueBounds(Open(inputs, Lists::kValues).get(), &table);
  WriteValues(Open(inputs, Lists::kValues).get(), &table);
  version->statistics = WritePostings(Open(inputs, Lists::kPostings).get(), &table);
  version->root(Table::kPostlist) = table.Finish();
}

// A table filled from one kind of lists; no file if there is nothing to fill it with.
TableRoot WriteTable(const std::vector<OpenInput>& inputs, const std::string& dir, Table table,
                     const VersionFile& version, Lists lists,
                     void (*write)(ListSource*, TableWriter*)) {
  TableWriter out = NewTable(dir, table, version);
  write(Open(inputs, lists).get(), &out);
  const TableRoot root = out.Finish();
  if (root.empty()) std::remove((dir + "/" + TableFileName(table)).c_str());
  return root;
}

}  // namespace

void MergeIntoPart(const std::vector<std::string>& parts, const std::string& out_dir) {
  std::vector<Input> inputs;
  PartInfo merged{0, 0, 1};
  for (const std::string& part : parts) inputs.emplace_back(part);
  const std::vector<OpenInput> opened = OpenInputs(inputs);
  for (const OpenInput& input : opened) {
    if (!input.part) throw Error(ExitCode::kIndex, input.dir + " holds no part");
    merged.documents += input.part->documents;
    merged.last_document += input.part->last_document;
  }
  auto positions = std::async(std::launch::async, [&] {
    WriteListFile(opened, Lists::kPositions, RunFile(out_dir, 0, Lists::kPositions));
  });
  for (const Lists lists : kAllLists) {
    if (lists != Lists::kPositions) WriteListFile(opened, lists, RunFile(out_dir, 0, lists));
  }
  positions.get();
  WritePartInfo(out_dir, merged);
}

void WriteDatabase(const std::vector<Input>& inputs, const std::string& out_dir,
                   std::uint32_t block_bytes) {
  const std::vector<OpenInput> opened = OpenInputs(inputs);
  VersionFile version;
  version.block_bytes = block_bytes;
  auto position = std::async(std::launch::async, [&opened, &out_dir, block_bytes] {
    VersionFile only_size;
    only_size.block_bytes = block_bytes;
    return WriteTable(opened, out_dir, Table::kPosition, only_size, Lists::kPositions,
                      WritePositions);
  });
  WritePostlistTable(opened, out_dir, &version);
  version.root(Table::kDocdata) =
      WriteTable(opened, out_dir, Table::kDocdata, version, Lists::kDocdata, WriteDocdata);
  version.root(Table::kTermlist) =
      WriteTable(opened, out_dir, Table::kTermlist, version, Lists::kTermLists, WriteTermLists);
  version.root(Table::kPosition) = position.get();
  WriteVersionFile(out_dir, version);
}

}  // namespace backfile::glass
