// Records packed and read back.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/record_packing.h"

#include <xapian.h>

#include "article/problem.h"
#include "documents.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;

namespace {

// What a stored article might look like: version 1, then text that differs from story to story.
std::string Record(int number) {
  std::string record =
      "\x01"
      "bf:story" +
      std::to_string(number) + " The council of Lower Ashby";
  for (int i = 0; i < 40; ++i) {
    record += i % 3 == 0 ? " met in the old town hall"
                         : " and heard of " + std::to_string(number * 31 + i * i);
  }
  return record;
}

// Packs the records into a database, as either writer does.
void Write(const std::vector<std::string>& records, const std::string& dir) {
  RecordPacker packer;
  Xapian::WritableDatabase database(dir, Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  for (const std::string& record : records) {
    Xapian::Document document;
    document.set_data(std::string(packer.Pack(record)));
    database.add_document(document);
  }
  for (const auto& [key, value] : packer.metadata()) database.set_metadata(key, value);
  database.commit();
}

}  // namespace

TEST_CASE("records come back as they were packed, before and after learning", "[records]") {
  const TempDir dir;
  std::vector<std::string> records = {"\x01", "\x01short", "\x01" + std::string(300000, ' ')};
  for (int i = 0; i < 2500; ++i) records.push_back(Record(i));
  records.push_back("\x01" + glass::RandomBytes(5000, 1));
  Write(records, dir / "db");
  RecordReader reader{Xapian::Database(dir / "db")};
  for (std::uint32_t d = 1; d <= records.size(); ++d) {
    CAPTURE(d);
    CHECK((reader.Read(d) == records[d - 1]));
  }
}

TEST_CASE("what records have in common is learned from them", "[records]") {
  RecordPacker packer;
  std::size_t before = 0;
  for (int i = 0; i < 1996; ++i) before = packer.Pack(Record(i)).size();
  CHECK(packer.metadata().empty());
  packer.Pack(Record(1996));
  CHECK(packer.metadata().size() == 1);
  CHECK(packer.Pack(Record(1997)).size() < before * 3 / 4);
}

TEST_CASE("records with nothing in common are packed without a dictionary", "[records]") {
  RecordPacker packer;
  for (unsigned i = 0; i < 2500; ++i) {
    const std::string record = "\x01" + glass::RandomBytes(6, i);
    CHECK(packer.Pack(record) == record);
  }
}

TEST_CASE("a damaged record or a missing dictionary is an error", "[records]") {
  const TempDir dir;
  std::vector<std::string> records;
  for (int i = 0; i < 2500; ++i) records.push_back(Record(i));
  Write(records, dir / "db");
  Xapian::WritableDatabase database(dir / "db", Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
  Xapian::Document document;
  for (const std::string& data : {std::string("Z"), std::string("Zwhatever"),
                                  database.get_document(550).get_data().substr(0, 40)}) {
    document.set_data(data);
    database.replace_document(1, document);
    CHECK_THROWS_AS(RecordReader(database).Read(1), Error);
  }
  for (auto key = database.metadata_keys_begin(); key != database.metadata_keys_end(); ++key) {
    database.set_metadata(*key, "");
  }
  database.commit();
  CHECK_THROWS_AS(RecordReader(database).Read(2400), Error);
}
