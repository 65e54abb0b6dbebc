FROM node:24-slim
WORKDIR /plumbline
COPY . .
RUN npm ci --omit=dev --ignore-scripts
ENTRYPOINT ["node", "scripts/bin/plumbline.js"]
CMD ["localnet"]
