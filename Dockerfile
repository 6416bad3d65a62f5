# One image, one process: the portal. PostgreSQL is a server of its own (DATABASE_URL). It writes to nothing but its
# volume and needs no capability: docker run --read-only --cap-drop ALL --security-opt no-new-privileges --tmpfs /tmp
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
WORKDIR /app
# Its port is for the proxy in front of it and is never published: GANDAN_TRUST_PROXY says how many there are.
ENV NODE_ENV=production HOST=0.0.0.0 GANDAN_TRUST_PROXY=1 GANDAN_DEVELOPMENT=false GANDAN_DATA_DIR=/var/lib/gandan
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/src ./src
RUN mkdir -p /var/lib/gandan && chown node:node /var/lib/gandan
USER node
VOLUME /var/lib/gandan
EXPOSE 3000
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--max-semi-space-size=16", "--enable-source-maps", "dist/gandan.js"]
CMD ["start", "--no-sample"]
