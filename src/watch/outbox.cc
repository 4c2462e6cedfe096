#include "watch/outbox.h"

#include <algorithm>
#include <cstdlib>

#include "base/file.h"
#include "base/hash.h"
#include "lexicon/yaml_file.h"

namespace bongsu::watch {
namespace {

using lexicon::Yaml;
using lexicon::YamlReader;
using Fields = std::map<std::string, std::string>;

// The string fields of a line that Journal::Enter wrote. YAML reads JSON, so a line is read as
// such.
Fields FieldsOf(const std::string& line) {
  Fields fields;
  const auto tree = lexicon::ParseYaml(line, "watch.jsonl");
  if (!tree) return fields;
  for (const auto& [key, value] : tree->entries) fields[key] = value.scalar;
  return fields;
}

std::string IdOf(const Alert& a) {
  return "a-" + base::Hex64(base::Hash64(a.situation + '\t' + a.day + '\t' +
                                         std::to_string(a.from) + '\t' + std::to_string(a.to)));
}

// Records that move the fires, gravest first; one that fits several signals once.
std::string MoversOf(const SituationDay& day) {
  constexpr size_t kMost = 20;
  std::set<std::string> seen;
  std::string out;
  for (const Mover& mover : day.movers)
    if (seen.size() < kMost && seen.insert(mover.event).second)
      out += (out.empty() ? "" : ",") + mover.event;
  return out;
}

}  // namespace

bool Receiver::Wants(const Alert& alert) const {
  if (std::max(alert.from, alert.to) < least) return false;
  return situations.empty() ||
         std::find(situations.begin(), situations.end(), alert.situation) != situations.end();
}

Result<std::vector<Receiver>> ParseReceivers(std::string_view text, const std::string& file) {
  BONGSU_ASSIGN_OR_RETURN(const Yaml root, lexicon::ParseYaml(text, file));
  std::vector<std::string> errors;
  const YamlReader read(file, &errors);
  read.OnlyKeys(root, {"format", "receivers"});
  read.OneOf(root, "format", {"1"});
  std::vector<Receiver> receivers;
  std::set<std::string> ids;
  for (const Yaml* map : read.Maps(root, "receivers")) {
    read.OnlyKeys(*map, {"id", "kind", "command", "file", "situations", "least"});
    Receiver r;
    r.id = read.Text(*map, "id");
    r.kind = read.OneOf(*map, "kind", {"command", "atom", "ics"});
    r.command = read.List(*map, "command");
    r.file = read.Text(*map, "file", r.kind == "atom" || r.kind == "ics");
    r.situations = read.List(*map, "situations");
    r.least = static_cast<int>(read.Number(*map, "least", kCalm, kOpenConflict).value_or(kCalm));
    if (r.file.ends_with(".jsonl") || r.file.ends_with(".duckdb"))
      read.Error(*map, "`file` would take the place of the workspace's own");
    if (r.kind == "command" && r.command.empty()) read.Error(*map, "`command` is missing");
    if (!ids.insert(r.id).second) read.Error(*map, "the receiver `" + r.id + "` stands twice");
    receivers.push_back(std::move(r));
  }
  BONGSU_RETURN_IF_ERROR(lexicon::Faults(errors));
  return receivers;
}

Result<Outbox> Outbox::Open(const std::string& path) {
  Outbox outbox;
  outbox.path_ = path;
  BONGSU_ASSIGN_OR_RETURN(const auto lines, archive::ReadJournal(path));
  // How things stood holds from the `run` that closes it: what a run that was cut off left before
  // that is done again.
  std::map<std::string, Stand> unclosed;
  for (const std::string& line : lines) {
    Fields f = FieldsOf(line);
    const std::string& kind = f["kind"];
    if (kind == "alert") {
      Alert a{f["id"],
              f["situation"],
              f["day"],
              f["time"],
              std::atoi(f["from"].c_str()),
              std::atoi(f["to"].c_str()),
              f["movers"]};
      outbox.alerts_.push_back(std::move(a));
    } else if (kind == "stand") {
      unclosed[f["situation"]] = {std::atoi(f["fires"].c_str()), f["day"]};
    } else if (kind == "run") {
      outbox.last_run_ = std::max(outbox.last_run_, f["day"]);
      outbox.stands_ = unclosed;
    } else if (kind == "delivered") {
      outbox.delivered_.insert({f["alert"], f["receiver"]});
    } else if (kind == "acknowledged") {
      outbox.acknowledged_[f["situation"]] = {f["who"], f["reason"], f["day"],
                                              std::atoi(f["fires"].c_str())};
    }
  }
  return outbox;
}

void Outbox::Take(const std::vector<Situation>& situations, const BoardDay& day) {
  const std::string on = FormatDayNumber(day.day);
  taken_until_ = on;
  for (size_t s = 0; s < situations.size(); ++s) {
    const std::string& id = situations[s].id;
    const SituationDay& now = day.situations[s];
    const auto stand = stands_.find(id);
    // A situation that is new, or a first run: only how things stand.
    const bool known = stand != stands_.end() && !last_run_.empty();
    if (known && (on < last_run_ || now.fires == stand->second.fires)) continue;
    if (known) {
      Alert a{{}, id, on, {}, stand->second.fires, now.fires, MoversOf(now)};
      a.id = IdOf(a);
      taken_.push_back(std::move(a));
    }
    stands_[id] = {now.fires, on};
  }
}

Result<size_t> Outbox::Enter(std::string_view now) {
  if (taken_until_.empty() || taken_until_ < last_run_) return size_t{0};
  if (taken_until_ == last_run_ && taken_.empty()) return size_t{0};
  const size_t before = alerts_.size();
  for (Alert& a : taken_) {
    const bool entered = std::any_of(alerts_.begin(), alerts_.end(),
                                     [&](const Alert& other) { return other.id == a.id; });
    if (entered) continue;
    a.entered = now;
    BONGSU_RETURN_IF_ERROR(Write(now, "alert",
                                 {{"id", a.id},
                                  {"situation", a.situation},
                                  {"day", a.day},
                                  {"from", std::to_string(a.from)},
                                  {"to", std::to_string(a.to)},
                                  {"movers", a.movers}}));
    alerts_.push_back(a);
  }
  taken_.clear();
  for (const auto& [situation, stand] : stands_)
    BONGSU_RETURN_IF_ERROR(Write(
        now, "stand",
        {{"situation", situation}, {"fires", std::to_string(stand.fires)}, {"day", stand.day}}));
  // Last: a run that was cut off before this is done again, with the same ids.
  BONGSU_RETURN_IF_ERROR(Write(now, "run", {{"day", taken_until_}}));
  last_run_ = taken_until_;
  return alerts_.size() - before;
}

Status Outbox::EnterDelivered(const Alert& alert, const Receiver& receiver, std::string_view now) {
  BONGSU_RETURN_IF_ERROR(Write(now, "delivered", {{"alert", alert.id}, {"receiver", receiver.id}}));
  delivered_.insert({alert.id, receiver.id});
  return {};
}

Status Outbox::EnterAcknowledged(const std::string& situation, const Acknowledgement& note,
                                 std::string_view now) {
  BONGSU_RETURN_IF_ERROR(Write(now, "acknowledged",
                               {{"situation", situation},
                                {"fires", std::to_string(note.fires)},
                                {"day", note.day},
                                {"who", note.who},
                                {"reason", note.reason}}));
  acknowledged_[situation] = note;
  return {};
}

Status Outbox::Write(std::string_view now, std::string_view kind,
                     const std::vector<std::pair<std::string, std::string>>& fields) {
  if (journal_ == nullptr) {
    BONGSU_ASSIGN_OR_RETURN(journal_, archive::Journal::Open(path_, base::FileSystem::Real()));
  }
  return journal_->Enter(now, kind, fields);
}

}  // namespace bongsu::watch
