// The parts of the site, each in its own file. Each adds its pages to the plan; `desk` must outlive
// the plan.
#ifndef BONGSU_REPORT_SITE_PAGES_H_
#define BONGSU_REPORT_SITE_PAGES_H_

#include "report/site/parts.h"

namespace bongsu::report::site {

void PlanOverview(const Desk& desk, Plans* plans);    // index, about, search
void PlanSituations(const Desk& desk, Plans* plans);  // situations/
void PlanEvents(const Desk& desk, Plans* plans);      // events/
void PlanActors(const Desk& desk, Plans* plans);      // actors/
void PlanDyads(const Desk& desk, Plans* plans);       // dyads/, network
void PlanPlaces(const Desk& desk, Plans* plans);      // places/, map
void PlanLedger(const Desk& desk, Plans* plans);      // ledger/
void PlanRegisters(const Desk& desk, Plans* plans);   // registers/, calendar, planned.ics
void PlanChronology(const Desk& desk, Plans* plans);  // chronology/
void PlanBriefs(const Desk& desk, Plans* plans);      // briefs/
void PlanFeeds(const Desk& desk, Plans* plans);       // fires.xml, events.xml
// search/ of all languages together: what is found is the same whatever the reader's language.
void PlanSearch(const Model& model, const std::vector<std::unique_ptr<Tongue>>& tongues,
                std::vector<FilePlan>* files);

}  // namespace bongsu::report::site

#endif  // BONGSU_REPORT_SITE_PAGES_H_
