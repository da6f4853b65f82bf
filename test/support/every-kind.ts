// Tests import what they test from its own file; the whole library, imported here, puts every kind of layer, loss and
// schedule at hand for their specs, as it does for users.
import "chainrule";
