// The search index as scripts, which a page opened from a folder may load where it may not fetch:
// search/index-K.js holds terms with the numbers of what they are found in, search/LANG-K.js what
// is shown of it. Both call a function of the site's script.
#include <algorithm>
#include <unordered_map>

#include "report/site/pages.h"
#include "report/site/search_terms.h"

namespace bongsu::report::site {
namespace {

constexpr uint32_t kParts = 64;         // of the index
constexpr size_t kShownTogether = 100;  // results in one file
constexpr size_t kMostRecords = 5;      // of an occurrence whose texts are searched

// What can be found: a page, with what is shown of it in each language and what it is found by.
struct Target {
  std::string path;
  std::string kind;                 // event, actor, situation
  size_t event = 0;                 // of kind event: into Model::events
  std::vector<std::string> titles;  // of the other kinds, in the order of the tongues
  std::vector<std::string> texts;
};

// Pages of actors and situations first, then occurrences, the latest first.
std::vector<Target> Targets(const Model& model,
                            const std::vector<std::unique_ptr<Tongue>>& tongues) {
  std::vector<Target> out;
  for (const watch::Situation& situation : model.input->situations) {
    Target target{SituationPath(situation), "situation", 0, {}, {situation.id}};
    for (const auto& tongue : tongues) {
      target.titles.push_back(situation.name.In(tongue->lang()));
      target.texts.push_back(target.titles.back());
    }
    out.push_back(std::move(target));
  }
  for (const auto& [code, events] : model.by_actor) {
    Target target{ActorPath(code), "actor", 0, {}, {code}};
    for (const auto& tongue : tongues) {
      target.titles.push_back(tongue->names.OfCode(code));
      target.texts.push_back(target.titles.back());
    }
    out.push_back(std::move(target));
  }
  EventIndexes told;
  for (const SiteOccurrence& occurrence : model.occurrences) told.push_back(occurrence.told);
  std::sort(told.begin(), told.end(), [&](size_t a, size_t b) {
    const std::string &day_a = model.events[a].record.day, &day_b = model.events[b].record.day;
    return day_a != day_b ? day_a > day_b : a < b;
  });
  for (const size_t index : told) {
    Target target{EventPath(model.event(index)), "event", index, {}, {}};
    const SiteOccurrence& occurrence = model.occurrences[model.events[index].occurrence];
    for (size_t k = 0; k < occurrence.events.size() && k < kMostRecords; ++k) {
      const SiteEvent& event = model.events[occurrence.events[k]];
      target.texts.push_back(event.quote.text);
      target.texts.push_back(event.record.doc_title);
      target.texts.push_back(event.record.outlet);
    }
    for (const auto& tongue : tongues) target.texts.push_back(tongue->sentences[index]);
    out.push_back(std::move(target));
  }
  return out;
}

std::string IndexPart(uint32_t part, const std::vector<const std::string*>& terms,
                      const std::unordered_map<std::string, std::vector<uint32_t>>& found) {
  std::string lines;
  for (const std::string* term : terms) lines += *term + " " + PackNumbers(found.at(*term)) + "\n";
  std::string out = "bongsuIndex(" + std::to_string(part) + ",";
  base::AppendJsonString(out, lines);
  return out + ");\n";
}

std::string Shown(const Model& model, const Tongue& tongue, size_t tongue_index,
                  const std::vector<Target>& targets, size_t block) {
  std::string out = "bongsuShown(";
  base::AppendJsonString(out, tongue.lang());
  out += "," + std::to_string(block) + ",";
  base::JsonWriter json(out);
  json.BeginArray();
  const size_t end = std::min(targets.size(), (block + 1) * kShownTogether);
  for (size_t t = block * kShownTogether; t < end; ++t) {
    const Target& target = targets[t];
    json.BeginArray().String(target.path).String(target.kind);
    if (target.kind == "event") {
      const SiteEvent& event = model.events[target.event];
      const Event& e = event.record.event;
      json.String(tongue.sentences[target.event])
          .String(tongue.whens[target.event])
          .String(tongue.phrases.Fill("certainty." + e.certainty))
          .String(e.certainty)
          .Integer(QuadClass(e.event))
          .String(e.lang)
          .String(event.quote.text);
    } else {
      json.String(target.titles[tongue_index])
          .String(tongue.words.Fill("search.kind." + target.kind));
    }
    json.EndArray();
  }
  json.EndArray();
  return out + ");\n";
}

// Numbers that both kinds of file agree on.
std::string Sizes(size_t targets) {
  return "bongsuSearch({\"parts\":" + std::to_string(kParts) +
         ",\"together\":" + std::to_string(kShownTogether) +
         ",\"targets\":" + std::to_string(targets) + "});\n";
}

}  // namespace

void PlanSearch(const Model& model, const std::vector<std::unique_ptr<Tongue>>& tongues,
                std::vector<FilePlan>* files) {
  const auto targets = std::make_shared<std::vector<Target>>(Targets(model, tongues));
  using Found = std::unordered_map<std::string, std::vector<uint32_t>>;
  const auto found = std::make_shared<Found>();
  for (uint32_t t = 0; t < targets->size(); ++t)
    for (const std::string& text : (*targets)[t].texts)
      for (std::string& term : SearchTerms(text)) {
        std::vector<uint32_t>& list = (*found)[std::move(term)];
        if (list.empty() || list.back() != t) list.push_back(t);
      }
  // Sorted, so that nothing depends on the order of the map.
  std::vector<std::vector<const std::string*>> parts(kParts);
  for (const auto& [term, list] : *found) parts[SearchPart(term, kParts)].push_back(&term);
  for (uint32_t part = 0; part < kParts; ++part) {
    std::sort(parts[part].begin(), parts[part].end(),
              [](const std::string* a, const std::string* b) { return *a < *b; });
    files->push_back(
        {"search/index-" + std::to_string(part) + ".js",
         [part, terms = std::move(parts[part]), found] { return IndexPart(part, terms, *found); }});
  }
  for (size_t k = 0; k < tongues.size(); ++k)
    for (size_t block = 0; block * kShownTogether < targets->size(); ++block)
      files->push_back({"search/" + tongues[k]->lang() + "-" + std::to_string(block) + ".js",
                        [&model, &tongue = *tongues[k], k, targets, block] {
                          return Shown(model, tongue, k, *targets, block);
                        }});
  files->push_back({"search/sizes.js", [size = targets->size()] { return Sizes(size); }});
}

}  // namespace bongsu::report::site
