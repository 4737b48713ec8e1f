//! What the portal's manager should know and fix.
