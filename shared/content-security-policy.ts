/**
 * The page's policy, sent as a header by both shells that serve it. Nothing from outside, no inline script or
 * style; `worker-src` is for the PDF reader's own worker file.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
