// What came of telling the receivers of alerts, a line for each: `bongsu watch deliver`.
#ifndef BONGSU_REPORT_DELIVERY_TEXT_H_
#define BONGSU_REPORT_DELIVERY_TEXT_H_

#include <string>
#include <vector>

#include "report/brief_phrases.h"

namespace bongsu::report {

// One receiver after a pass. Counts are alerts.
struct DeliveryLine {
  std::string receiver, kind;
  bool written = false;  // its file was written
  size_t delivered = 0;  // in this pass
  size_t left = 0;       // wanted, neither delivered nor set aside
  size_t set_aside = 0;  // refused, now or before
  std::string refusal;   // why the last of those was refused
  std::string until;     // it waits: until when
  int failures = 0;      // it waits: failures in a row
  std::string reason;    // why it waits, is gone, or could not be told
  bool gone = false;     // it wants nothing any more
  bool failed = false;   // something went wrong in this pass
  // Everything it wants was delivered or set aside, and nothing went wrong.
  bool Settled() const { return left == 0 && !failed; }
};

// "hook  webhook  1 delivered · 2 waiting until ... (HTTP 503; failures in a row: 1)" for each, in
// columns.
std::string DeliveryText(const std::vector<DeliveryLine>& lines, const Phrases& phrases);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_DELIVERY_TEXT_H_
