// Xapian::Document is the neutral form: whatever it says is what both writers are given.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "documents.h"

#include <algorithm>
#include <filesystem>
#include <random>
#include <set>
#include <sstream>

#include "index/glass/inverter.h"
#include "index/glass/merge.h"
#include "index/glass/part.h"

namespace backfile::glass {

namespace {

// Terms of the run that is being gathered.
using TermNumbers = std::map<std::string, std::uint32_t>;

std::uint32_t NumberOf(const std::string& term, TermNumbers* numbers, Inverter* inverter) {
  const auto known = numbers->find(term);
  if (known != numbers->end()) return known->second;
  return (*numbers)[term] = inverter->AddTerm(term);
}

void AddTo(const Xapian::Document& document, Xapian::docid number, TermNumbers* numbers,
           Inverter* inverter) {
  inverter->Begin(number);
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    std::vector<std::uint32_t> positions;
    for (auto p = term.positionlist_begin(); p != term.positionlist_end(); ++p) {
      positions.push_back(*p);
    }
    inverter->AddPosting(NumberOf(*term, numbers, inverter), term.get_wdf(), positions);
  }
  for (auto value = document.values_begin(); value != document.values_end(); ++value) {
    inverter->AddValue(value.get_valueno(), *value);
  }
  inverter->SetData(document.get_data());
}

// Numbers below a bound, and choices.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::size_t Below(std::size_t bound) { return engine_() % bound; }
  bool OneIn(std::size_t n) { return Below(n) == 0; }
  std::string Bytes(std::size_t count) {
    std::string bytes(count, '\0');
    for (char& c : bytes) c = static_cast<char>(engine_());
    return bytes;
  }

 private:
  std::mt19937_64 engine_;
};

std::string NastyTerm(Dice* dice) {
  switch (dice->Below(8)) {
    case 0:
      return dice->Bytes(1 + dice->Below(100));
    case 1:
      return std::string(dice->Below(4), '\0') + dice->Bytes(1 + dice->Below(5));
    case 2:
      return std::string(244, 'x') + static_cast<char>(1 + dice->Below(255));
    case 3:
      return "\xff" + dice->Bytes(dice->Below(4));
    default: {
      std::string word;
      for (std::size_t n = 1 + dice->Below(12); n > 0; --n) {
        word += static_cast<char>('a' + dice->Below(6));
      }
      return word;
    }
  }
}

std::vector<std::string> NastyVocabulary(Dice* dice) {
  std::set<std::string> terms;
  const std::size_t count = 5 + dice->Below(2000);
  while (terms.size() < count) {
    const std::string term = NastyTerm(dice);
    const auto zeros = static_cast<std::size_t>(std::ranges::count(term, '\0'));
    if (term.size() <= 245 && term.size() + zeros <= 249) terms.insert(term);
  }
  return {terms.begin(), terms.end()};
}

void AddPositions(const std::string& term, Dice* dice, Xapian::Document* document) {
  std::uint64_t position = dice->OneIn(40) ? dice->Below(0xfffffffe) : dice->Below(5000);
  std::size_t count = 1 + dice->Below(4);
  if (dice->OneIn(30)) count = dice->OneIn(8) ? 1 + dice->Below(6000) : 1 + dice->Below(40);
  for (; count > 0 && position < 0xfffffffe; --count) {
    document->add_posting(term, static_cast<Xapian::termpos>(position),
                          static_cast<Xapian::termcount>(1 + dice->Below(3)));
    position += dice->OneIn(5) ? dice->Below(100000) : dice->Below(8);
  }
}

// The API cannot read back a record that it has deflated and that ends in a long run of one byte
// (libxapian 1.4.22, "Too few chunks of compressed data"): runs are followed by other bytes here.
std::string NastyData(Dice* dice) {
  if (dice->OneIn(2)) return dice->Bytes(dice->Below(20000));
  return std::string(dice->Below(90000), 'a') + dice->Bytes(1000);
}

Xapian::Document NastyDocument(const std::vector<std::string>& vocabulary, Dice* dice) {
  Xapian::Document document;
  std::size_t terms = dice->OneIn(12) ? 0 : dice->Below(60);
  if (dice->OneIn(20)) terms = dice->Below(1500);
  for (; terms > 0; --terms) {
    const std::size_t among =
        dice->OneIn(4) ? std::min<std::size_t>(8, vocabulary.size()) : vocabulary.size();
    const std::string& term = vocabulary[dice->Below(among)];
    if (dice->OneIn(6)) {
      document.add_boolean_term(term);
    } else if (dice->OneIn(6)) {
      document.add_term(term, static_cast<Xapian::termcount>(1 + dice->Below(1000000)));
    } else {
      AddPositions(term, dice, &document);
    }
  }
  if (!dice->OneIn(5)) document.set_data(NastyData(dice));
  for (const Xapian::valueno slot : {0U, 1U, 127U, 128U, 255U, 256U, 65536U, 4000000000U}) {
    if (dice->OneIn(3))
      document.add_value(slot, dice->Bytes(dice->Below(dice->OneIn(40) ? 7000 : 12)));
  }
  return document;
}

// Positions with frequencies of 0 alone are what Xapian's own check takes for damage, whoever wrote
// them: such a document gets one counted term.
void MakeCheckable(Xapian::Document* document) {
  if (document->termlist_count() > 0) document->add_term("counted");
}

}  // namespace

void WriteByApi(const Documents& documents, const std::string& dir, const WriteOptions& options) {
  const int flags = Xapian::DB_CREATE | (options.term_lists ? 0 : Xapian::DB_NO_TERMLIST);
  Xapian::WritableDatabase database(dir, flags | Xapian::DB_NO_SYNC,
                                    static_cast<int>(options.block_bytes));
  for (const auto& [number, document] : documents) {
    // Without term lists nothing can be replaced, only added; so numbers have no gaps there.
    if (options.term_lists) {
      database.replace_document(number, document);
    } else {
      database.add_document(document);
    }
  }
  for (const auto& [key, value] : options.metadata) database.set_metadata(key, value);
  database.commit();
}

void WritePart(const Documents& documents, const std::string& dir, const WriteOptions& options) {
  std::filesystem::create_directories(dir);
  PartInfo info;
  Inverter inverter(options.term_lists);
  TermNumbers numbers;
  for (const auto& [number, document] : documents) {
    AddTo(document, number, &numbers, &inverter);
    ++info.documents;
    info.last_document = number;
    if (inverter.documents() < options.documents_a_run) continue;
    inverter.WriteRun(dir, info.runs++);
    numbers.clear();
  }
  for (const auto& [key, value] : options.metadata) inverter.AddMetadata(key, value);
  inverter.WriteRun(dir, info.runs++);
  WritePartInfo(dir, info);
}

void WriteDirectly(const Documents& documents, const std::string& dir,
                   const WriteOptions& options) {
  WritePart(documents, dir + ".part", options);
  std::filesystem::create_directories(dir);
  WriteDatabase({dir + ".part"}, dir, options.block_bytes);
  std::filesystem::remove_all(dir + ".part");
}

Documents NewsStories(std::size_t count, unsigned seed) {
  Dice dice(seed);
  Documents documents;
  for (std::size_t d = 1; d <= count; ++d) {
    Xapian::Document document;
    std::string text = "The council of Lower Ashby met on day " + std::to_string(d) + ".";
    Xapian::termpos position = 1;
    for (std::size_t n = 20 + dice.Below(200); n > 0; --n) {
      // Words by rank: the square makes low ranks common, as in a language.
      const std::size_t rank = dice.Below(60) * dice.Below(60);
      const std::string word = "word" + std::to_string(rank);
      document.add_posting(word, position++);
      document.add_term("Z" + word.substr(0, 5));
      text += " " + word;
    }
    document.add_boolean_term("Q" + std::to_string(d));
    document.add_boolean_term("Y" + std::to_string(1980 + d % 20));
    document.add_value(0, std::to_string(19800000 + d % 7000));
    document.set_data(text);
    documents.emplace_back(static_cast<Xapian::docid>(d), document);
  }
  return documents;
}

Documents NastyDocuments(std::size_t count, unsigned seed, std::uint32_t gap) {
  Dice dice(seed);
  const std::vector<std::string> vocabulary = NastyVocabulary(&dice);
  Documents documents;
  Xapian::docid number = 0;
  for (; count > 0; --count) {
    number += 1 + static_cast<Xapian::docid>(dice.Below(gap + 1));
    Xapian::Document document = NastyDocument(vocabulary, &dice);
    MakeCheckable(&document);
    documents.emplace_back(number, document);
  }
  return documents;
}

std::string RandomBytes(std::size_t count, std::uint64_t seed) { return Dice(seed).Bytes(count); }

std::size_t CheckErrors(const std::string& dir) {
  std::ostringstream ignored;
  try {
    return Xapian::Database::check(dir, 0, &ignored);
  } catch (const Xapian::Error& error) {
    throw std::runtime_error(error.get_description());
  }
}

}  // namespace backfile::glass
