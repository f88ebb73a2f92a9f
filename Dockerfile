# quarterdeck in a container; docs/operations.md tells it step by step, config/compose.yaml is the same for Docker Compose:
#   docker build --tag quarterdeck .
#   docker run --init --read-only --tmpfs /tmp -v /etc/quarterdeck:/etc/quarterdeck:ro -v quarterdeck:/data quarterdeck

FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY requirements.txt requirements-build.txt ./
RUN python -m venv /opt/build \
 && /opt/build/bin/pip install --no-cache-dir --require-hashes -r requirements-build.txt \
 && python -m venv --without-pip /opt/quarterdeck \
 && /opt/build/bin/pip --python /opt/quarterdeck install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY plugins plugins
COPY config config
COPY docs/quarterdeck.1 docs/
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /dist . \
 && /opt/build/bin/pip --python /opt/quarterdeck install --no-cache-dir --no-deps --no-index /dist/*.whl

FROM python:3.11-slim-bookworm
LABEL org.opencontainers.image.title="quarterdeck" \
      org.opencontainers.image.description="An IRC bot that knows every FreeBSD status report" \
      org.opencontainers.image.licenses="BSD-2-Clause"
RUN useradd --uid 10001 --user-group --home-dir /data --no-create-home --shell /usr/sbin/nologin quarterdeck \
 && install --directory --owner quarterdeck --group quarterdeck --mode 0700 /data
COPY --from=build /opt/quarterdeck /opt/quarterdeck
ENV PATH=/opt/quarterdeck/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=1m --timeout=10s --start-period=1m \
  CMD ["quarterdeck", "health", "--config", "/etc/quarterdeck/quarterdeck.toml"]
ENTRYPOINT ["quarterdeck"]
CMD ["run", "--config", "/etc/quarterdeck/quarterdeck.toml"]
