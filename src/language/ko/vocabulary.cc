#include "language/ko/vocabulary.h"

#include <algorithm>
#include <atomic>
#include <unordered_map>

#include "lexicon/tsv.h"
#include "text/hangul.h"

namespace bongsu::language::ko {
namespace {

// Roles of agents.tsv that a person is called by.
bool IsTitle(std::string_view role) {
  static constexpr std::string_view kRoles[] = {
      "minister",         "head_of_state", "head_of_government",
      "legislator",       "ambassador",    "foreign_minister",
      "defence_minister", "party",         "spokesperson",
      "prosecutor",       "court",         "academic",
      "generic_person"};
  return std::find(std::begin(kRoles), std::end(kRoles), role) != std::end(kRoles);
}

constexpr std::string_view kCopula = "copula";  // a noun that 이다 follows, no verb of its own

uint32_t AuxiliaryFeatures(std::string_view feature) {
  static const std::unordered_map<std::string_view, uint32_t> kFeatures = {
      {"prog", kProgressive},
      {"neg", kNegated},
      {"able", kPossible},
      {"unable", kUnable},
      {"must", kObligation},
      {"decide", kPlanned},
      {"intend", kPlanned},
      {"future", kFuture},
      {"possible", kPossible},
      {"want", kWanted},
      {"seem", kHearsay},
      {"hearsay", kHearsay},
      {"stop", kStopped},
      {"suspected", kSuspected},
      {"plan", kPlanned},
      {"claimed", kClaimed},
      {"forecast", kFuture | kForecast},
      {"hyp", kPossible},
      {"expect", kFuture},
      {"doubt", kQuestion},
      {"cond", kCondition},
      {"obligation", kObligation},
      {"forbid", kObligation | kNegated},
      {"background", kBackground}};
  const auto it = kFeatures.find(feature);
  return it == kFeatures.end() ? 0 : it->second;
}

NounKind WordKind(std::string_view kind) {
  if (kind == "content") return NounKind::kContent;
  if (kind == "etc" || kind == "side") return NounKind::kTransparent;
  if (kind == "between") return NounKind::kBetween;
  if (kind == "inside") return NounKind::kInside;
  if (kind == "thing") return NounKind::kThing;
  if (kind == "claim") return NounKind::kClaim;
  if (kind == "utterance") return NounKind::kUtterance;
  if (kind == "former") return NounKind::kFormer;
  if (kind == "plural") return NounKind::kPlural;
  if (kind == "and") return NounKind::kAnd;
  if (kind == "counter") return NounKind::kCounter;
  if (kind == "subordinator") return NounKind::kSubordinator;
  return NounKind::kCommon;
}

}  // namespace

const char* NounKindName(NounKind kind) {
  static constexpr const char* kNames[] = {
      "entity",    "person",    "agent",       "collective", "group",   "letter",       "toward",
      "predicate", "content",   "transparent", "between",    "inside",  "plural",       "former",
      "thing",     "utterance", "claim",       "and",        "counter", "subordinator", "noun"};
  static_assert(std::size(kNames) == static_cast<size_t>(NounKind::kCommon) + 1);
  return kNames[static_cast<size_t>(kind)];
}

Case CaseOf(std::string_view name) {
  static const std::unordered_map<std::string_view, Case> kCases = {
      {"top", Case::kTopic},         {"nom", Case::kNom},       {"acc", Case::kAcc},
      {"dat", Case::kDat},           {"loc", Case::kLoc},       {"dir", Case::kDir},
      {"from", Case::kFrom},         {"com", Case::kCom},       {"gen", Case::kGen},
      {"gencom", Case::kGen},        {"gendat", Case::kGen},    {"gendir", Case::kGen},
      {"genfrom", Case::kGen},       {"also", Case::kAlso},     {"about", Case::kAbout},
      {"against", Case::kAgainst},   {"by", Case::kBy},         {"for", Case::kFor},
      {"means", Case::kMeans},       {"source", Case::kSource}, {"between", Case::kBetween},
      {"together", Case::kTogether}, {"quote", Case::kQuoted}};
  const auto it = kCases.find(name);
  return it == kCases.end() ? Case::kOther : it->second;
}

void Vocabulary::AddNoun(std::string_view form, NounReading reading) {
  if (form.empty()) return;
  const auto [it, added] = noun_index_.try_emplace(form, static_cast<uint32_t>(nouns.size()));
  if (added) nouns.push_back({form, {}});
  nouns[it->second].readings.push_back(reading);
}

Verb& Vocabulary::AddVerb(std::string_view stem, std::string_view verb_class) {
  const auto [it, added] =
      verb_by_stem.try_emplace(std::string(stem), static_cast<uint32_t>(verbs.size()));
  if (added) {
    verbs.push_back({});
    verbs.back().stem = stem;
    verb_class_.emplace_back(verb_class);
  }
  return verbs[it->second];
}

// A verb that some table lists whole (주장하, 발사되) has the frames of its noun all the same.
void Vocabulary::ComposeVerbs() {
  std::vector<std::pair<std::string, bool>> lights;
  for (const Verb& v : verbs)
    if (v.light || v.light_passive) lights.emplace_back(v.stem, v.light_passive);
  for (Verb& v : verbs) {
    if (!v.predicates.empty()) continue;
    for (const auto& [light, passive] : lights) {
      if (v.stem.size() <= light.size() || !v.stem.ends_with(light)) continue;
      const std::string_view stem = v.stem;
      const auto noun = noun_index_.find(stem.substr(0, stem.size() - light.size()));
      if (noun == noun_index_.end()) continue;
      for (const NounReading& r : nouns[noun->second].readings)
        if (r.kind == NounKind::kPredicate) v.predicates.push_back(r.row);
      v.passive = passive;
      if (!v.predicates.empty()) break;
    }
  }
}

Vocabulary::Vocabulary(const lexicon::Lexicon& lex) : endings(lex) {
  static std::atomic<uint64_t> made{0};
  id = ++made;
  size_t forms_at_most = 0;
  for (const char* table : {"names", "people", "ko.agents", "ko.predicates", "ko.words"})
    forms_at_most += lex.table(table).rows();
  nouns.reserve(forms_at_most);
  noun_index_.reserve(forms_at_most);
  const auto row_of = [](size_t r) { return static_cast<uint32_t>(r); };

  std::unordered_map<std::string_view, uint32_t> entity_rows;
  const lexicon::Table entities = lex.table("entities");
  for (size_t r = 0; r < entities.rows(); ++r) entity_rows[entities.cell(r, 0)] = row_of(r);
  const lexicon::Table names = lex.table("names");
  for (size_t r = 0; r < names.rows(); ++r) {
    if (names.cell(r, 1) != "ko") continue;
    const NounKind kind = names.cell(r, 3) == "letter" ? NounKind::kLetter : NounKind::kEntity;
    AddNoun(names.cell(r, 2), {kind, entity_rows[names.cell(r, 0)], !names.cell(r, 4).empty(),
                               names.cell(r, 3) == "demonym"});
  }
  const lexicon::Table people = lex.table("people");
  for (size_t r = 0; r < people.rows(); ++r)
    for (const std::string_view form : lexicon::Split(people.cell(r, 2), '|'))
      AddNoun(form, {NounKind::kPerson, row_of(r)});
  const lexicon::Table agents = lex.table("ko.agents");
  for (size_t r = 0; r < agents.rows(); ++r)
    AddNoun(agents.cell(r, 0),
            {NounKind::kAgent, row_of(r), false, false, IsTitle(agents.cell(r, 2))});
  const lexicon::Table collectives = lex.table("ko.collectives");
  for (size_t r = 0; r < collectives.rows(); ++r)
    AddNoun(collectives.cell(r, 0), {NounKind::kCollective, row_of(r)});
  const lexicon::Table dyads = lex.table("ko.dyads");
  for (size_t r = 0; r < dyads.rows(); ++r)
    AddNoun(dyads.cell(r, 0), {NounKind::kGroup, row_of(r)});
  const lexicon::Table toward = lex.table("ko.toward");
  for (size_t r = 0; r < toward.rows(); ++r) {
    // 주한 says where somebody is posted, 친러 whose side he is on; neither, at whom an act is
    // directed.
    const std::string_view kind = toward.cell(r, 2);
    AddNoun(toward.cell(r, 0), {NounKind::kToward, row_of(r),
                                kind == "ambiguous" || kind == "stationed" || kind == "pro"});
  }

  const lexicon::Table predicates = lex.table("ko.predicates");
  for (size_t r = 0; r < predicates.rows(); ++r) {
    const std::string_view form = predicates.cell(r, 0), pos = predicates.cell(r, 1);
    if (pos == "v") {
      AddVerb(form, predicates.cell(r, 2)).predicates.push_back(row_of(r));
    } else if (pos == "cx") {
      const size_t blank = form.rfind(' ');
      if (blank == std::string_view::npos) continue;
      const std::string_view stem = form.substr(blank + 1);
      AddVerb(stem, predicates.cell(r, 2));
      constructions[std::string(stem)].push_back({std::string(form.substr(0, blank)), row_of(r)});
    } else {
      AddNoun(form, {NounKind::kPredicate, row_of(r)});
    }
  }
  const lexicon::Table support = lex.table("ko.support_verbs");
  for (size_t r = 0; r < support.rows(); ++r) {
    if (support.cell(r, 1) != kCopula) AddVerb(support.cell(r, 0), support.cell(r, 1));
    support_by_stem[std::string(support.cell(r, 0))] = static_cast<int>(r);
  }
  const lexicon::Table words = lex.table("ko.words");
  for (size_t r = 0; r < words.rows(); ++r) {
    const std::string_view form = words.cell(r, 0), kind = words.cell(r, 2);
    if (kind == "number") {
      numerals.emplace(form);
      continue;
    }
    if (kind == "letter") {
      standing_letters.emplace(form);
      continue;
    }
    if (kind == "surname") {
      surnames.emplace(form);
      continue;
    }
    if (words.cell(r, 1).empty()) {
      AddNoun(form, {WordKind(kind), row_of(r)});
      continue;
    }
    Verb& verb = AddVerb(form, words.cell(r, 1));
    verb.light |= kind == "light";
    verb.light_passive |= kind == "light_passive";
    verb.copula |= kind == "copula";
    if (kind == "copula" && copula < 0) copula = static_cast<int>(&verb - verbs.data());
    verb.honorific |= kind == "honorific";
    verb.attached |= kind == "attached";
    // 하 rather than 시키: the one without a meaning of its own is the shorter.
    if (kind == "light" && (light_stem.empty() || form.size() < light_stem.size()))
      light_stem = form;
  }
  for (const auto& [stem, row] : support_by_stem) {
    const auto r = static_cast<size_t>(row);
    if (support.cell(r, 2) == "act" && support.cell(r, 3).empty() &&
        stem.size() > light_stem.size() && stem.ends_with(light_stem))
      carriers.emplace(stem.substr(0, stem.size() - light_stem.size()), row);
  }
  const lexicon::Table aux_table = lex.table("ko.auxiliaries");
  for (size_t r = 0; r < aux_table.rows(); ++r) {
    Auxiliary aux;
    aux.form = aux_table.cell(r, 1);
    aux.noun = aux_table.cell(r, 2) == "noun";
    aux.features = AuxiliaryFeatures(aux_table.cell(r, 3));
    aux.purpose = aux_table.cell(r, 3) == "purpose";
    const size_t blank = aux.form.rfind(' ');
    const std::string_view last =
        std::string_view(aux.form).substr(blank == std::string::npos ? 0 : blank + 1);
    if (!aux.noun && aux_table.cell(r, 2) != kCopula) AddVerb(last, aux_table.cell(r, 2));
    // What a noun says of the clause that will be (-ㄹ 가능성) it says of an event noun as well
    // (공습 가능성).
    if (aux.noun && aux.features != 0 &&
        (aux_table.cell(r, 3) == "possible" || aux_table.cell(r, 3) == "intend" ||
         aux_table.cell(r, 3) == "must"))
      modal_nouns[aux.form] |= aux.features;
    const std::string first = aux.form.substr(0, aux.form.find(' '));
    auxiliaries_[std::string(aux_table.cell(r, 0))][first].push_back(std::move(aux));
  }
  const lexicon::Table eomi = lex.table("ko.eomi");
  for (size_t r = 0; r < eomi.rows(); ++r) {
    const auto it = auxiliaries_.find(eomi.cell(r, 0));
    auxiliaries_of.push_back(it == auxiliaries_.end() ? nullptr : &it->second);
  }
  // Words that other tables know are nouns too: names must not be cut out of them.
  const auto add_common = [&](const char* table_name, size_t column, bool by_language) {
    const lexicon::Table table = lex.table(table_name);
    for (size_t r = 0; r < table.rows(); ++r)
      if ((!by_language || table.cell(r, 0) == "ko") &&
          table.cell(r, column).find(' ') == std::string_view::npos)
        AddNoun(table.cell(r, column), {NounKind::kCommon, row_of(r)});
  };
  add_common("items", 1, true);
  add_common("contexts", 1, true);
  add_common("ko.classes", 1, false);
  add_common("ko.units", 0, false);
  const lexicon::Table particles = lex.table("ko.josa");
  std::vector<text::Trie::Entry> forms;
  for (size_t r = 0; r < particles.rows(); ++r) {
    forms.emplace_back(particles.cell(r, 0), row_of(r));
    josa_cases_.push_back(particles.cell(r, 1));
  }
  josa_trie_ = text::Trie(forms);
  const lexicon::Table post = lex.table("ko.postpositions");
  forms.clear();
  for (size_t r = 0; r < post.rows(); ++r)
    forms.emplace_back(post.cell(r, 0), static_cast<uint32_t>(CaseOf(post.cell(r, 1))));
  postpositions = text::Trie(forms);
  const lexicon::Table cue = lex.table("ko.cues");
  for (size_t r = 0; r < cue.rows(); ++r) cues[std::string(cue.cell(r, 0))] = cue.cell(r, 1);

  ComposeVerbs();
  std::vector<text::Trie::Entry> keys, several;
  for (size_t i = 0; i < nouns.size(); ++i) {
    keys.emplace_back(nouns[i].form, row_of(i));
    const size_t blank = nouns[i].form.find(' ');
    if (blank == std::string::npos || nouns[i].readings[0].kind > NounKind::kGroup) continue;
    // An office behind a party (정부 관계자, 하마스 대원) reads as two words that name one.
    const auto first = noun_index_.find(nouns[i].form.substr(0, blank));
    const bool of_party =
        first != noun_index_.end() && nouns[first->second].readings[0].kind <= NounKind::kGroup;
    if (nouns[i].readings[0].kind != NounKind::kAgent || !of_party) several.push_back(keys.back());
  }
  noun_trie = text::Trie(keys);
  names_of_several_words = text::Trie(several);

  base::StringMap<uint32_t> shape_index;
  for (size_t v = 0; v < verbs.size(); ++v)
    for (StemShape& s : ShapesOf(verbs[v].stem, verb_class_[v])) {
      const auto [it, added] =
          shape_index.try_emplace(std::move(s.jamo), static_cast<uint32_t>(verb_shapes.size()));
      if (added) verb_shapes.emplace_back();
      verb_shapes[it->second].push_back({row_of(v), s.shape});
    }
  std::vector<text::Trie::Entry> shapes(shape_index.begin(), shape_index.end());
  verb_trie = text::Trie(shapes);
  std::erase_if(shapes, [&](const auto& shape) {
    return std::none_of(verb_shapes[shape.second].begin(), verb_shapes[shape.second].end(),
                        [&](const VerbShape& s) {
                          const Verb& v = verbs[s.verb];
                          return v.light || v.light_passive || v.copula;
                        });
  });
  tail_trie = text::Trie(shapes);
}

}  // namespace bongsu::language::ko
