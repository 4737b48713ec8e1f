//! The WebAssembly surface: what the worker calls.
