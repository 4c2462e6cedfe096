#include "coding/outlets.h"

#include "lexicon/tsv.h"

namespace bongsu::coding {
namespace {

std::string Lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

// "news.example.com" of "https://news.example.com:443/a?b".
std::string_view HostOf(std::string_view address) {
  const size_t scheme = address.find("://");
  if (scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
  return address.substr(0, address.find_first_of("/:?#"));
}

}  // namespace

Outlets::Outlets(const lexicon::Lexicon& lexicon) {
  const lexicon::Table table = lexicon.table("outlets");
  by_id_.reserve(table.rows());
  for (size_t r = 0; r < table.rows(); ++r) {
    const Outlet& outlet =
        by_id_
            .try_emplace(table.cell(r, 0),
                         Outlet{table.cell(r, 0), table.cell(r, 1), table.cell(r, 2),
                                table.cell(r, 4), table.cell(r, 7)})
            .first->second;
    by_form_.try_emplace(Lower(outlet.name), &outlet);
    for (const std::string_view form : lexicon::Split(table.cell(r, 6), '|'))
      by_form_.try_emplace(Lower(form), &outlet);
    for (const std::string_view domain : lexicon::Split(table.cell(r, 5), '|'))
      by_domain_.try_emplace(std::string(domain), &outlet);
  }
}

const Outlet* Outlets::FindHost(std::string_view host) const {
  const std::string lower = Lower(host);
  for (std::string_view rest = lower; rest.find('.') != std::string_view::npos;
       rest.remove_prefix(rest.find('.') + 1))
    if (const auto it = by_domain_.find(rest); it != by_domain_.end()) return it->second;
  return nullptr;
}

const Outlet* Outlets::Find(std::string_view name) const {
  if (name.empty()) return nullptr;
  if (const auto it = by_id_.find(name); it != by_id_.end()) return &it->second;
  if (const auto it = by_form_.find(Lower(name)); it != by_form_.end()) return it->second;
  return FindHost(HostOf(name));
}

const Outlet* Outlets::Of(const Document& document) const {
  if (!document.outlet.empty()) return Find(document.outlet);
  return document.url.empty() ? nullptr : FindHost(HostOf(document.url));
}

}  // namespace bongsu::coding
