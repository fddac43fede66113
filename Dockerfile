# One image for api and worker; WEIR_ROLE decides. Flink and its plugins are baked in, so that a worker starts without a network.
FROM node:22-bookworm AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends maven openjdk-17-jdk-headless python3 python3-pip python3-venv \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/weir
COPY . .
ENV WEIR_CACHE_DIR=/opt/weir-cache
# Runtimes whose Python environments are baked in too (500 MB each): --build-arg PYTHON_RUNTIMES="FLINK-2_2"
ARG PYTHON_RUNTIMES=""
RUN node scripts/provision.mjs && node scripts/build.mjs \
 && if [ -n "$PYTHON_RUNTIMES" ]; then node dist/weir-runtimes.js install --python $PYTHON_RUNTIMES; fi \
 && npm prune --omit=dev

FROM node:22-bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends bubblewrap ca-certificates curl openjdk-17-jre-headless python3 python3-pip python3-venv \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/weir
COPY --from=build /opt/weir-cache /opt/weir-cache
COPY --from=build /opt/weir /opt/weir
ENV NODE_ENV=production WEIR_CACHE_DIR=/opt/weir-cache WEIR_DATA_DIR=/var/lib/weir WEIR_HOST=0.0.0.0
VOLUME /var/lib/weir
EXPOSE 4580
STOPSIGNAL SIGTERM
CMD ["node", "--enable-source-maps", "dist/weir.js"]
