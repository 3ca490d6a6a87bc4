#include "exchangeobserver.h"

namespace botline::directline {

ExchangeObserver::~ExchangeObserver() = default;

} // namespace botline::directline
