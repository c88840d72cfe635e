// The steps from text to names, and what becomes of the names.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/people.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "article/byline.h"
#include "article/entity_mending.h"
#include "article/json.h"
#include "article/organisation_names.h"
#include "article/person_credibility.h"
#include "article/place_names.h"
#include "article/roles.h"
#include "article/text.h"

namespace backfile {

namespace {

constexpr std::size_t kMostNames = 1000;  // Of one kind in one article; a list of names has more.

bool IsEnglish(const std::string& language) {
  return language.empty() || language == "en" || language.starts_with("en-");
}

// Adds a value to a facet unless it is there already, whatever its case.
class ValueList {
 public:
  explicit ValueList(std::vector<std::string>* values) : values_(*values) {
    for (const std::string& value : values_) seen_.emplace(FoldForCompare(value), true);
  }
  void Add(std::string value) {
    if (value.empty() || values_.size() >= kMostNames) return;
    if (seen_.emplace(FoldForCompare(value), true).second) values_.push_back(std::move(value));
  }

 private:
  std::vector<std::string>& values_;
  std::unordered_map<std::string, bool> seen_;
};

bool IsInCapitals(std::string_view text) {
  return text.size() > 1 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string Quoted(const std::string& text) {
  std::string json;
  AppendJsonString(text, &json);
  return json;
}

void ReadByline(Article* article) {
  std::vector<std::string> writers;
  bool changed = false;
  for (const std::string& line : article->byline) {
    const std::vector<std::string> people = PeopleOfByline(line);
    changed = changed || (people.size() == 1 ? people.front() != line : !people.empty());
    if (people.empty()) writers.push_back(line);
    writers.insert(writers.end(), people.begin(), people.end());
  }
  if (!changed) return;
  std::string original;
  for (const std::string& line : article->byline) original += (original.empty() ? "" : "; ") + line;
  article->extras.emplace_back("byline", Quoted(original));
  article->byline.clear();
  ValueList list(&article->byline);
  for (std::string& writer : writers) list.Add(std::move(writer));
}

}  // namespace

NameFinder::NameFinder(PersonTable table)
    : table_(std::move(table)), evidence_(Lexicon::Default()), tagger_(EntityModel::Default()) {}

void NameFinder::FillIn(const LinkedPerson& linked, Person* person) const {
  for (const std::uint32_t i : linked.mentions) {
    const PersonMention& mention = mentions_[i];
    std::string text = Squeeze(evidence_.words().Text(mention.titled_from, mention.last));
    if (std::ranges::find(person->mentions, text) == person->mentions.end()) {
      person->mentions.push_back(std::move(text));
    }
    if (person->role.empty()) person->role = RoleBeside(evidence_, mention);
  }
}

void NameFinder::AddPeople(const std::vector<Entity>& entities, Article* article) {
  std::vector<PersonName> known;
  for (const Person& person : article->people) known.push_back(ParsePersonName(person.name));
  std::vector<Person> people;
  const PersonJudge judge(evidence_, entities, mentions_);
  for (const LinkedPerson& linked : LinkMentions(mentions_, known)) {
    if (people.size() >= kMostNames && linked.known.empty()) break;
    if (!judge.IsCredible(linked)) continue;
    Person person;
    person.basis = Basis::kText;
    if (!linked.known.empty()) person = article->people[linked.known.front()];
    person.name = table_.Canonical(linked.name.ToString());
    if (person.name.empty()) continue;
    FillIn(linked, &person);
    people.push_back(std::move(person));
  }
  article->people = std::move(people);
}

// The text of an entity without a possessive.
std::string NameFinder::NameOf(const Entity& entity) const {
  std::uint32_t last = entity.last;
  while (last - entity.first > 1 && evidence_.words().words[last - 1].kind == WordKind::kMark)
    --last;
  return Squeeze(evidence_.words().Text(entity.first, last));
}

// "UK", "England", "Sierra Leone": what they do there, the model takes for an organisation's doing.
bool NameFinder::IsCountry(const Entity& entity) const {
  if (!CountryOf(NameOf(entity)).empty()) return true;
  return entity.last == entity.first + 1 && (evidence_.classes(entity.first) & kCountry) != 0;
}

// "IS" and "WHO" are no places: in capitals, what would be "is" and "who".
bool NameFinder::IsSmallWord(const Entity& entity) const {
  const Word& word = evidence_.word(entity.first);
  return entity.last == entity.first + 1 && word.letters == Letters::kCapitals &&
         (evidence_.classes(entity.first) & kFunctionWord) != 0 && !IsCountry(entity);
}

// Marked as an organisation, but a country, a pronoun ("We"), things ("PCs", "MPs"), or a word by
// itself that the article also writes small ("Committee").
bool NameFinder::IsNoBody(const Entity& entity) const {
  if (IsCountry(entity)) return true;
  const std::string name = NameOf(entity);
  const Word& word = evidence_.word(entity.first);
  if (name.size() != word.end - word.begin || word.letters != Letters::kCapital) return false;
  if (name.ends_with('s') && IsInCapitals(std::string_view(name).substr(0, name.size() - 1))) {
    return true;
  }
  const WordClasses classes = evidence_.classes(entity.first);
  const WordEvidence* evidence = evidence_.evidence(entity.first);
  const bool is_written_small = evidence != nullptr && evidence->small > 0 &&
                                (classes & kCommonWord) != 0 &&
                                (word.marks & kHasInnerCapital) == 0;
  return is_written_small || (classes & kFunctionWord) != 0;
}

void NameFinder::AddPlaces(const std::vector<Entity>& entities, Article* article) const {
  for (std::string& place : article->places) place = CanonicalPlace(place);
  ValueList places(&article->places);
  for (const Entity& entity : entities) {
    const std::string text = NameOf(entity);
    const bool is_team = entity.type == EntityType::kOrganisation && IsCountry(entity);
    if (entity.type == EntityType::kPlace || is_team) {
      if (!is_team && IsSmallWord(entity)) continue;
      places.Add(CanonicalPlace(text));
    } else if (entity.type != EntityType::kPerson) {
      places.Add(std::string(CountryOf(text)));  // "British", "the French"
    }
  }
}

// "FBI [Director]", "White House [Counsel]", "Senate [Majority Leader]": who leads a body is no
// part of its name. Nothing is left of "U.S. [Attorney General]".
std::uint32_t NameFinder::WithoutOffice(std::uint32_t first, std::uint32_t last) const {
  constexpr std::array kLeaders = {
      WordHash("director"),  WordHash("leader"),  WordHash("chairman"),     WordHash("chairwoman"),
      WordHash("chair"),     WordHash("speaker"), WordHash("secretary"),    WordHash("minister"),
      WordHash("president"), WordHash("chief"),   WordHash("spokesman"),    WordHash("spokeswoman"),
      WordHash("adviser"),   WordHash("advisor"), WordHash("ambassador"),   WordHash("governor"),
      WordHash("counsel"),   WordHash("judge"),   WordHash("commissioner"), WordHash("congressman"),
      WordHash("attorney"),  WordHash("general"), WordHash("executive"),    WordHash("majority"),
      WordHash("minority"),  WordHash("deputy"),  WordHash("ceo")};
  const auto leads = [&](std::uint32_t i) {
    return std::ranges::find(kLeaders, evidence_.word(i).hash) != kLeaders.end();
  };
  if (last == first || !leads(last - 1) || evidence_.word(last - 1).letters != Letters::kCapital) {
    return last;
  }
  while (last > first && leads(last - 1)) --last;
  if (last == first) return first;
  const Word& word = evidence_.word(last - 1);
  const bool is_body =
      (word.letters == Letters::kCapitals && (word.marks & kHasStop) == 0) ||
      (evidence_.classes(last - 1) & (kOrganisationWord | kOrganisationName)) != 0 ||
      word.hash == WordHash("senate");
  return is_body ? last : first;
}

// A surname by itself is its bearer, unless a firm has the name as well.
bool NameFinder::IsSurnameIn(const Article& article, const Entity& entity) const {
  const Word& word = evidence_.word(entity.first);
  if (entity.last != entity.first + 1 || word.letters != Letters::kCapital) return false;
  if ((evidence_.classes(entity.first) & kOrganisationName) != 0) return false;
  const std::string_view text = evidence_.words().Text(word);
  return std::ranges::any_of(article.people, [&](const Person& person) {
    return person.name.ends_with(text) && person.name.size() > text.size() &&
           person.name[person.name.size() - text.size() - 1] == ' ';
  });
}

bool NameFinder::IsBody(std::uint32_t i) const {
  const std::uint64_t hash = evidence_.word(i).hash;
  return (evidence_.classes(i) & kOrganisationWord) != 0 || hash == WordHash("centers") ||
         hash == WordHash("centres");
}

// "Centers for [Disease Control]": the name begins in front of "for".
std::uint32_t NameFinder::StartOfOrganisation(const Entity& entity) const {
  const std::uint32_t begin = evidence_.words().sentences[entity.sentence].first;
  const std::uint32_t first = entity.first;
  if (first < begin + 2 || !evidence_.word(first - 2).is_capital() || !IsBody(first - 2)) {
    return first;
  }
  const std::uint64_t joint = evidence_.word(first - 1).hash;
  return joint == WordHash("of") || joint == WordHash("for") ? first - 2 : first;
}

// "[Ministry] of Defence": the model sees one run of capitals, the name goes on behind "of".
std::uint32_t NameFinder::EndOfOrganisation(const Entity& entity) const {
  const std::uint32_t end = evidence_.words().sentences[entity.sentence].last;
  std::uint32_t last = entity.last;
  while (last - entity.first > 1 && evidence_.words().words[last - 1].kind == WordKind::kMark)
    --last;
  const auto is = [&](std::uint32_t i, std::string_view word) {
    return i < end && evidence_.words().words[i].hash == WordHash(word);
  };
  if (!IsBody(last - 1)) return last;
  std::uint32_t next = last;
  if (!is(next, "of") && !is(next, "for")) return last;
  ++next;
  if (is(next, "the")) ++next;
  const std::uint32_t first_capital = next;
  while (next < end && evidence_.words().words[next].is_capital()) ++next;
  return next > first_capital ? next : last;
}

// "[Securities] and [Exchange Commission]": one name, where the first half is a noun of every day
// and the second ends like an organisation.
bool NameFinder::IsFirstHalf(const Entity& entity, const Entity& next) const {
  constexpr WordClasses kOfItsOwn = kOrganisationName | kOrganisationWord | kFirstName | kCountry;
  const std::uint32_t noun = entity.last - 1;
  const bool is_one =
      noun == entity.first ||
      (noun == entity.first + 1 && evidence_.word(entity.first).hash == WordHash("the"));
  return is_one && next.type == EntityType::kOrganisation && next.first == entity.last + 1 &&
         evidence_.word(noun).letters == Letters::kCapital &&
         (evidence_.classes(noun) & (kCommonWord | kOfItsOwn)) == kCommonWord &&
         evidence_.word(entity.last).hash == WordHash("and") && next.last - next.first > 1 &&
         (evidence_.classes(next.last - 1) & kOrganisationWord) != 0;
}

void NameFinder::AddOrganisations(const std::vector<Entity>& entities, Article* article) const {
  OrganisationNames names(article->acronyms);
  std::uint32_t covered = 0;  // "Defence" of "Ministry of Defence" is no other organisation.
  for (std::size_t i = 0; i < entities.size(); ++i) {
    const Entity& entity = entities[i];
    if (entity.type != EntityType::kOrganisation || entity.first < covered) continue;
    const bool is_half = i + 1 < entities.size() && IsFirstHalf(entity, entities[i + 1]);
    // "House of Lords" begins with "House".
    std::uint32_t end = EndOfOrganisation(is_half ? entities[i + 1] : entity);
    if (end <= entity.last && (IsNoBody(entity) || IsSurnameIn(*article, entity))) continue;
    if (end <= entity.last) end = WithoutOffice(entity.first, end);
    if (end == entity.first) continue;
    const std::uint32_t start = StartOfOrganisation(entity);
    names.Add(Squeeze(evidence_.words().Text(start < covered ? entity.first : start, end)));
    covered = end;
  }
  ValueList organisations(&article->organisations);
  for (std::string& name : names.Take()) organisations.Add(std::move(name));
}

void NameFinder::Find(Article* article) {
  own_text_.Read(*article);
  Find(own_text_, article);
}

void NameFinder::Find(const ArticleText& text, Article* article) {
  ReadByline(article);
  if (!IsEnglish(article->language)) return;
  evidence_.Read(text.all());
  const std::vector<Entity> entities = MendEntities(evidence_, tagger_.Tag(evidence_));
  mentions_ = FindMentions(evidence_, entities);
  AddPeople(entities, article);
  AddOrganisations(entities, article);
  AddPlaces(entities, article);
}

}  // namespace backfile
