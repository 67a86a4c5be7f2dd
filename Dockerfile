# The command in a small image that runs as nobody in particular:
#   docker build -t kalint .
#   docker run --rm -v "$PWD:/work:ro" kalint conf/
ARG NODE_VERSION=22

FROM node:${NODE_VERSION}-alpine AS build
WORKDIR /kalint
COPY . .
# The tarball holds what is published and nothing else; installing it leaves out what only building needs.
RUN npm ci --no-audit --no-fund \
  && npm pack --silent --pack-destination /tmp \
  && npm install --global --prefix /opt/kalint --omit=dev --ignore-scripts --no-audit --no-fund /tmp/kalint-*.tgz

FROM node:${NODE_VERSION}-alpine
COPY --from=build /opt/kalint /opt/kalint
ENV PATH=/opt/kalint/bin:$PATH
WORKDIR /work
USER node
ENTRYPOINT ["kalint"]
CMD ["--help"]
