#pragma once

#include "cardschema.h"

namespace botline::adaptive::schema {

// All types, those that share properties included, in the order of the docs.
std::span<const Type> types();

} // namespace botline::adaptive::schema
