// bongsu show: one stored event, its record and its sentence with the roles marked.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/json.h"
#include "cli/command.h"
#include "cli/open_store.h"
#include "cli/terminal.h"
#include "document/reader.h"
#include "report/event_table.h"
#include "report/evidence_context.h"

namespace bongsu::cli {
namespace {

struct ShowArguments {
  std::string id;
  bool json = false;
  StoreSettings store;
};

// --- the sentence ---

struct Role {
  report::EvidenceRole role;
  char letter;
  const char* name;
  const char* color;
};
constexpr Role kRoles[] = {{report::EvidenceRole::kActor, 'A', "actor", "\x1b[1;36m"},
                           {report::EvidenceRole::kRecipient, 'R', "recipient", "\x1b[1;35m"},
                           {report::EvidenceRole::kTrigger, 'T', "trigger", "\x1b[1;33m"},
                           {report::EvidenceRole::kAttribution, 'S', "says so", "\x1b[1;32m"}};
constexpr char kReset[] = "\x1b[0m";

const Role& RoleOf(const report::EvidenceMark& mark) {
  return *std::find_if(std::begin(kRoles), std::end(kRoles),
                       [&](const Role& r) { return r.role == mark.role; });
}

std::string MarkUp(const report::EvidenceContext& context, bool color) {
  std::string out;
  uint32_t at = 0;
  for (const report::EvidenceMark& m : context.marks) {
    out += context.text.substr(at, m.begin - at);
    const std::string part = context.text.substr(m.begin, m.end - m.begin);
    const Role& role = RoleOf(m);
    out += color ? role.color + part + kReset : fmt::format("[{}:{}]", role.letter, part);
    at = m.end;
  }
  return out + context.text.substr(at);
}

std::string Legend(bool color) {
  std::string out;
  for (const Role& role : kRoles)
    out += color ? fmt::format("{}{}{}  ", role.color, role.name, kReset)
                 : fmt::format("[{}] {}  ", role.letter, role.name);
  out.resize(out.size() - 2);
  return out;
}

// The evidence with its marks; as it is when its source cannot be had or reads otherwise now.
std::string Sentence(store::Store& store, const store::StoredEvent& stored, bool color) {
  const Event& event = stored.event;
  auto source = store.Source(stored.source_hash);
  if (!source) return event.evidence.text + "\n(" + source.error().message() + ")";
  document::ReadOptions options;
  options.id = event.doc;
  options.lang = event.lang;
  const auto document = document::ReadDocument(std::move(*source), options);
  if (!document) return event.evidence.text;
  const report::EvidenceContext context = report::ContextOf(event, *document);
  if (context.block == nullptr) return event.evidence.text;
  return MarkUp(context, color) + "\n\n  " + Legend(color);
}

// --- the record ---

std::string Join(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::string Parties(const std::vector<EntityRef>& entities) {
  std::vector<std::string> words;
  for (const EntityRef& e : entities) {
    const std::string code = e.sector.empty() ? e.code : e.code + "/" + e.sector;
    words.push_back(e.name.empty() ? code : code + " " + e.name);
  }
  return Join(words);
}

std::string DateText(const std::optional<EventDate>& date) {
  if (!date) return "";
  const std::string range = date->from == date->to ? date->from : date->from + " to " + date->to;
  return date->basis.empty() ? range : range + " (" + date->basis + ")";
}

std::string Number(double value) {
  std::string out;
  base::AppendJsonNumber(out, value);
  return out;
}

std::string ContentText(const std::optional<EventContent>& c) {
  if (!c) return "";
  std::string out = c->event;
  for (const auto& [name, value] : {std::pair<const char*, std::string>{"actor", Parties(c->actor)},
                                    {"recipient", Parties(c->recipient)},
                                    {"item", Join(c->item)},
                                    {"due", DateText(c->due)}})
    if (!value.empty()) out += fmt::format("; {} {}", name, value);
  return out;
}

std::string DocumentText(const store::StoredEvent& stored) {
  std::string out = stored.event.doc;
  if (stored.version > 1) out += fmt::format(" (version {})", stored.version);
  if (!stored.doc_title.empty()) out += ", " + stored.doc_title;
  if (!stored.published.empty()) out += ", " + stored.published;
  return out;
}

std::string Record(const store::StoredEvent& stored) {
  const Event& e = stored.event;
  std::vector<std::string> quantities;
  for (const Quantity& q : e.quantity)
    quantities.push_back(Number(q.value) + " " + q.unit + " " + q.of);
  const std::pair<const char*, std::string> fields[] = {
      {"id", e.id},
      {"event", e.mode.empty() ? e.event : e.event + " / " + Join(e.mode)},
      {"actor", Parties(e.actor)},
      {"recipient", Parties(e.recipient)},
      {"certainty", e.aux.empty() ? e.certainty : e.certainty + " (" + Join(e.aux) + ")"},
      {"says so", Parties(e.attribution)},
      {"via", Parties(e.via)},
      {"date", DateText(e.date)},
      {"due", DateText(e.due)},
      {"place", e.place ? e.place->country + " " + e.place->name : ""},
      {"item", Join(e.item)},
      {"quantity", Join(quantities)},
      {"content", ContentText(e.content)},
      {"about", Join(e.about)},
      {"context", Join(e.context)},
      {"score", Number(e.score)},
      {"confidence", e.confidence ? Number(*e.confidence) : ""},
      {"fired", fmt::format("frame {}, rule {}, entry {}", e.frame, e.rule, e.entry)},
      {"document", DocumentText(stored)},
      {"address", stored.url},
      {"bytes", fmt::format("{}-{}", e.evidence.span.begin, e.evidence.span.end)},
  };
  std::string out;
  for (const auto& [name, value] : fields)
    if (!value.empty()) out += fmt::format("{:<11} {}\n", name, report::TsvField(value));
  return out;
}

Status RunShow(const Settings& settings, const ShowArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto store,
                          OpenStore(settings, arguments.store, store::Mode::kRead, "show"));
  BONGSU_ASSIGN_OR_RETURN(const store::StoredEvent stored, store->GetEvent(arguments.id));
  BONGSU_RETURN_IF_ERROR(
      Print(arguments.json
                ? stored.json + "\n"
                : Record(stored) + "\n  " + Sentence(*store, stored, UseColor(settings)) + "\n"));
  return FlushOutput();
}

}  // namespace

void AddShow(CLI::App& root, Settings& settings, Action& action) {
  auto arguments = std::make_shared<ShowArguments>();
  CLI::App* command = root.add_subcommand("show", "Show one event with its sentence");
  command->add_option("ID", arguments->id, "The id or its beginning")->required();
  command->add_flag("--json", arguments->json, "The record as JSON");
  AddStoreOptions(*command, arguments->store);
  command->footer("Examples:\n  bongsu show e-3f9c\n  bongsu show e-3f9c --json\n");
  command->callback([&settings, &action, arguments] {
    action = [&settings, arguments] { return RunShow(settings, *arguments); };
  });
}

}  // namespace bongsu::cli
