"""HTTP and SSE, split by who may call: public, customer, agent, webhooks. Denied unless a file here allows it."""
