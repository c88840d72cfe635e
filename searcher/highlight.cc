// Matching again, in one text: the marks of a plan are looked for among the tokens of the text as
// the matcher looks for them among the positions of the index.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/highlight.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "article/text.h"
#include "index/schema.h"
#include "searcher/spans.h"

namespace backfile {

namespace {

constexpr std::string_view kEllipsis = " … ";
// More of a text is not looked at for a snippet.
constexpr std::size_t kMostText = 1U << 20;

// A text as the positions of the terms that are asked for. First all that will be asked for is
// named, then the text is gone through once. Terms are told apart by their numbers, and most words
// of a text are passed over since no term that is asked for begins with their letter.
class TokenPositions : public PositionSource {
 public:
  TokenPositions(std::string_view field, std::string_view language, Analyzer* analyzer)
      : field_(field), language_(language), analyzer_(analyzer) {}

  // What will be read.
  void Want(const SpanNode& node) {
    for (const std::string& term : node.terms) Want(TermInText(term));
    for (const SpanNode& child : node.children) Want(child);
  }
  // The article's people, too.
  void WantPeople(const std::vector<Person>& people) {
    for (const Person& person : people) {
      names_.push_back({&person, {WantName(person.name)}});
      for (const std::string& mention : person.mentions) {
        names_.back().spellings.push_back(WantName(mention));
      }
    }
  }

  // The words of the text, noted.
  std::vector<TermSpan> Fill(std::string_view text) {
    std::vector<TermSpan> tokens = analyzer_->FindTerms(text, language_, initials_);
    for (const TermSpan& token : tokens) {
      for (const std::uint32_t term : {token.exact, token.stem, token.acronym}) {
        Note(term, token.position);
      }
      if (token.starts_sentence) sentences_.push_back(token.position);
      if (token.starts_paragraph) paragraphs_.push_back(token.position);
    }
    for (const Named& named : names_) PlacePerson(named);
    for (auto& [term, places] : people_) SortOut(&places);
    return tokens;
  }

  void Read(const std::string& term, std::vector<std::uint32_t>* positions) override {
    positions->clear();
    if (term == Prefix("sentence")) {
      *positions = sentences_;
    } else if (term == Prefix("paragraph")) {
      *positions = paragraphs_;
    } else if (const auto person = people_.find(term); person != people_.end()) {
      *positions = person->second;
    } else if (const Places* places = PlacesOf(analyzer_->TermNumber(TermInText(term)))) {
      *positions = *places;
    }
  }

 private:
  using Places = std::vector<std::uint32_t>;
  using Name = std::vector<std::uint32_t>;  // Its words, as exact terms.
  struct Named {
    const Person* person = nullptr;
    std::vector<Name> spellings;
  };

  void Want(const std::string& term) {
    const bool is_marked = term.starts_with('Z') || term.starts_with(Prefix("acronym"));
    const std::string_view word = std::string_view(term).substr(is_marked ? 1 : 0);
    const char first = word.empty() ? 'a' : static_cast<char>(word.front() | 0x20);
    if (first >= 'a' && first <= 'z') initials_ |= 1U << static_cast<unsigned>(first - 'a');
    const std::uint32_t number = analyzer_->TermNumber(term);
    wanted_[number];
    filter_ |= FilterBit(number);
  }
  Name WantName(const std::string& name) {
    Name words;
    for (const TermSpan& word : analyzer_->FindTerms(name, language_, UINT32_MAX)) {
      words.push_back(word.exact);
      Want(std::string(analyzer_->TermText(word.exact)));
    }
    return words;
  }

  static std::uint64_t FilterBit(std::uint32_t term) { return std::uint64_t{1} << (term % 64); }
  void Note(std::uint32_t term, std::uint32_t position) {
    if (term == kNoTerm || (filter_ & FilterBit(term)) == 0) return;
    const auto it = wanted_.find(term);
    if (it != wanted_.end()) it->second.push_back(position);
  }
  const Places* PlacesOf(std::uint32_t term) const {
    const auto it = wanted_.find(term);
    return it == wanted_.end() ? nullptr : &it->second;
  }
  static void SortOut(Places* places) {
    std::ranges::sort(*places);
    places->erase(std::unique(places->begin(), places->end()), places->end());
  }

  void PlacePerson(const Named& named) {
    Places places;
    for (const Name& spelling : named.spellings) {
      std::ranges::copy(PlacesOfName(spelling), std::back_inserter(places));
    }
    SortOut(&places);
    AddPerson(named.person->name, places);
    for (const std::string& mention : named.person->mentions) AddPerson(mention, places);
  }

  // Positions of all words of the name, wherever they stand in a row.
  Places PlacesOfName(const Name& name) const {
    Places places;
    const Places* first = name.empty() ? nullptr : PlacesOf(name.front());
    if (first == nullptr) return places;
    for (const std::uint32_t begin : *first) {
      std::uint32_t length = 1;
      while (length < name.size() && Has(name[length], begin + length)) ++length;
      if (length < name.size()) continue;
      for (std::uint32_t i = 0; i < length; ++i) places.push_back(begin + i);
    }
    return places;
  }
  bool Has(std::uint32_t word, std::uint32_t position) const {
    const Places* places = PlacesOf(word);
    return places != nullptr && std::ranges::binary_search(*places, position);
  }
  // Under the terms by which the person is asked for: the name, each word of it, anyone.
  void AddPerson(std::string_view name, const std::vector<std::uint32_t>& places) {
    const auto add = [&](std::string_view field, std::string_view value) {
      auto& all = people_[std::string(Prefix(field)) + std::string(value)];
      all.insert(all.end(), places.begin(), places.end());
    };
    const std::string folded = FoldForCompare(name);
    add("person-mark", "");
    add("person", folded);
    for (const std::string& part : SplitList(folded, " ")) add("person-part", part);
  }

  // A term of the title is the word itself there, and nothing elsewhere.
  std::string TermInText(std::string_view term) const {
    const std::string_view title = Prefix("title");
    const std::string stem(term.starts_with('Z') ? "Z" : "");
    const std::string_view word = term.substr(stem.size());
    const bool is_title = field_ == "title" && word.starts_with(title);
    return stem + std::string(is_title ? word.substr(title.size()) : word);
  }

  std::string_view field_;
  std::string_view language_;
  Analyzer* analyzer_;
  std::uint32_t initials_ = 0;
  std::uint64_t filter_ = 0;  // Of numbers of terms, modulo 64: which may be wanted.
  std::unordered_map<std::uint32_t, Places> wanted_;
  std::vector<Named> names_;
  std::unordered_map<std::string, Places> people_;
  Places sentences_;
  Places paragraphs_;
};

bool NamesPeople(const SpanNode& node) {
  return std::ranges::any_of(node.terms,
                             [](const std::string& term) { return term.starts_with("XPERSON"); }) ||
         std::ranges::any_of(node.children, NamesPeople);
}

// The words of a text, and for each of them the number of the first mark that marks it, from 1; 0:
// none.
struct MarkedWords {
  std::vector<TermSpan> tokens;
  std::vector<std::uint32_t> marked;
};

MarkedWords MarkWords(std::string_view text, std::string_view field, const Article& article,
                      const std::vector<Mark>& marks, Analyzer* analyzer) {
  TokenPositions positions(field, article.language, analyzer);
  for (const Mark& mark : marks) positions.Want(mark.spans);
  if (std::ranges::any_of(marks, [](const Mark& mark) { return NamesPeople(mark.spans); })) {
    positions.WantPeople(article.people);
  }
  MarkedWords words{positions.Fill(text), {}};
  words.marked.resize(words.tokens.size());
  for (std::size_t m = 0; m < marks.size(); ++m) {
    if (!marks[m].field.empty() && marks[m].field != field) continue;
    for (const Span& span : FindSpans(marks[m].spans, &positions)) {
      for (const std::uint32_t position : span.words) {
        const auto token =
            std::ranges::lower_bound(words.tokens, position, {}, &TermSpan::position);
        auto& mark = words.marked[static_cast<std::size_t>(token - words.tokens.begin())];
        if (mark == 0) mark = static_cast<std::uint32_t>(m + 1);
      }
    }
  }
  return words;
}

// Neighbouring words of one phrase are marked as one.
std::vector<Stretch> Stretches(const std::vector<TermSpan>& tokens,
                               const std::vector<std::uint32_t>& marked,
                               const std::vector<Mark>& marks) {
  std::vector<Stretch> hits;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (marked[i] == 0) continue;
    const bool in_phrase = i > 0 && marked[i - 1] == marked[i] && !hits.empty() &&
                           marks[marked[i] - 1].spans.kind == SpanKind::kSequence &&
                           !tokens[i].starts_paragraph;
    const bool overlaps = !hits.empty() && tokens[i].begin < hits.back().end;
    if (in_phrase || overlaps) {
      hits.back().end = std::max(hits.back().end, tokens[i].end);
    } else {
      hits.push_back({tokens[i].begin, tokens[i].end});
    }
  }
  return hits;
}

struct Sentence {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::size_t first_token = 0;
  std::size_t last_token = 0;
  double score = 0;
};

std::vector<Sentence> Sentences(std::string_view text, const std::vector<TermSpan>& tokens) {
  std::vector<Sentence> sentences;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (sentences.empty() || tokens[i].starts_sentence || tokens[i].starts_paragraph) {
      sentences.push_back({tokens[i].begin, tokens[i].end, i, i, 0});
    }
    sentences.back().last_token = i;
    sentences.back().end = tokens[i].end;
  }
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    Sentence& s = sentences[i];
    const std::size_t next = i + 1 < sentences.size() ? sentences[i + 1].begin : text.size();
    std::string_view rest = text.substr(s.end, next - s.end);
    rest = rest.substr(0, std::min(rest.find('\n'), rest.size()));
    // Closing marks belong to this sentence, opening ones to the next.
    const std::size_t tail = std::min(rest.find(' '), rest.size());
    s.end += static_cast<std::uint32_t>(tail);
    if (i + 1 < sentences.size()) {
      std::string_view lead = text.substr(s.end, sentences[i + 1].begin - s.end);
      const std::size_t space = lead.find_last_of(" \n");
      if (space != std::string_view::npos) {
        sentences[i + 1].begin = s.end + static_cast<std::uint32_t>(space + 1);
      }
    }
  }
  return sentences;
}

// Different parts of the question count for much, their repetition for little; early ones win ties.
void ScoreSentences(const std::vector<std::uint32_t>& marked, std::vector<Sentence>* sentences) {
  for (std::size_t i = 0; i < sentences->size(); ++i) {
    Sentence& sentence = (*sentences)[i];
    std::set<std::uint32_t> different;
    double hits = 0;
    for (std::size_t t = sentence.first_token; t <= sentence.last_token; ++t) {
      if (marked[t] == 0) continue;
      different.insert(marked[t]);
      ++hits;
    }
    sentence.score = 10 * static_cast<double>(different.size()) + std::min(hits, 9.0) -
                     0.001 * static_cast<double>(i);
  }
}

// A sentence too long to show whole, cut at words around its first hit.
Stretch CutSentence(const Sentence& sentence, const std::vector<TermSpan>& tokens,
                    const std::vector<std::uint32_t>& marked, std::size_t most) {
  if (sentence.end - sentence.begin <= most) return {sentence.begin, sentence.end};
  std::size_t hit = sentence.first_token;
  while (hit < sentence.last_token && marked[hit] == 0) ++hit;
  if (marked[hit] == 0) hit = sentence.first_token;
  std::size_t first = hit;
  while (first > sentence.first_token && tokens[hit].begin - tokens[first - 1].begin < most / 3)
    --first;
  std::size_t last = first;
  while (last < sentence.last_token && tokens[last + 1].end - tokens[first].begin <= most) ++last;
  const std::uint32_t begin = first == sentence.first_token ? sentence.begin : tokens[first].begin;
  return {begin, last == sentence.last_token ? sentence.end : tokens[last].end};
}

// The best sentences that fit, in the order of the text.
std::vector<Stretch> Choose(const std::vector<Sentence>& sentences,
                            const std::vector<TermSpan>& tokens,
                            const std::vector<std::uint32_t>& marked, std::size_t most) {
  std::vector<const Sentence*> by_score;
  for (const Sentence& sentence : sentences) by_score.push_back(&sentence);
  std::ranges::stable_sort(by_score, std::ranges::greater(), &Sentence::score);
  std::vector<Stretch> chosen;
  std::size_t length = 0;
  for (const Sentence* sentence : by_score) {
    if (!chosen.empty() && (sentence->score < 1 || chosen.size() == 3)) break;
    const Stretch cut = CutSentence(*sentence, tokens, marked, most);
    if (!chosen.empty() && length + (cut.end - cut.begin) > most) continue;
    length += cut.end - cut.begin;
    chosen.push_back(cut);
  }
  std::ranges::sort(chosen, {}, &Stretch::begin);
  return chosen;
}

MarkedText Assemble(std::string_view text, const std::vector<Stretch>& chosen,
                    const std::vector<Stretch>& hits) {
  MarkedText snippet;
  std::uint32_t last = 0;
  for (const Stretch& stretch : chosen) {
    const bool follows = Trim(text.substr(last, stretch.begin - last)).empty();
    if (!follows) snippet.text += snippet.text.empty() ? kEllipsis.substr(1) : kEllipsis;
    if (follows && !snippet.text.empty()) snippet.text += ' ';
    for (const Stretch& hit : hits) {
      if (hit.begin < stretch.begin || hit.end > stretch.end) continue;
      const auto shift = static_cast<std::uint32_t>(snippet.text.size());
      snippet.hits.push_back({hit.begin - stretch.begin + shift, hit.end - stretch.begin + shift});
    }
    for (const char c : text.substr(stretch.begin, stretch.end - stretch.begin)) {
      snippet.text += c == '\n' ? ' ' : c;
    }
    last = stretch.end;
  }
  if (!Trim(text.substr(last)).empty()) snippet.text += kEllipsis.substr(0, kEllipsis.size() - 1);
  return snippet;
}

}  // namespace

std::vector<Stretch> FindHits(std::string_view text, std::string_view field, const Article& article,
                              const std::vector<Mark>& marks, Analyzer* analyzer) {
  const MarkedWords words = MarkWords(text, field, article, marks, analyzer);
  return Stretches(words.tokens, words.marked, marks);
}

MarkedText MakeSnippet(const Article& article, const std::vector<Mark>& marks, std::size_t most,
                       Analyzer* analyzer) {
  std::string_view text = article.body;
  if (text.size() > kMostText) {
    text = text.substr(0, std::min(text.rfind(' ', kMostText), kMostText));
  }
  const auto [tokens, marked] = MarkWords(text, "", article, marks, analyzer);
  if (tokens.empty()) return {};
  std::vector<Sentence> sentences = Sentences(text, tokens);
  ScoreSentences(marked, &sentences);
  return Assemble(text, Choose(sentences, tokens, marked, most), Stretches(tokens, marked, marks));
}

}  // namespace backfile
