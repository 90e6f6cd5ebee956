// Builds the tab into dist/tab: hashed names, lazy chunks, and a .br and a .gz beside each file. Knows nothing of the API.
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import HtmlWebpackPlugin from 'html-webpack-plugin';
import { tsImport } from 'tsx/esm/api';
import webpack from 'webpack';

/** Every text file gets its compressed twins at build time, so that no request waits for a compressor. */
class PrecompressPlugin {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('precompress', (compilation) => {
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_TRANSFER;
      compilation.hooks.processAssets.tapPromise({ name: 'precompress', stage }, async (assets) => {
        const names = Object.keys(assets).filter((name) => /\.(js|html|svg)$/.test(name));
        await Promise.all(names.map((name) => this.compress(compilation, name, assets[name].buffer())));
      });
    });
  }

  async compress(compilation, name, bytes) {
    const [small, common] = await Promise.all([
      promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
      promisify(gzip)(bytes, { level: 9 }),
    ]);
    compilation.emitAsset(`${name}.br`, new webpack.sources.RawSource(small));
    compilation.emitAsset(`${name}.gz`, new webpack.sources.RawSource(common));
  }
}

/** swc as minifier: half the time and memory of the default one (shared measure: 5.8 s against 9-12 s). */
class SwcMinifyPlugin {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('swc-minify', (compilation) => {
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_SIZE;
      compilation.hooks.processAssets.tapPromise({ name: 'swc-minify', stage }, async (assets) => {
        const { minify } = await import('@swc/core');
        for (const name of Object.keys(assets).filter((n) => n.endsWith('.js'))) {
          const { code } = await minify(assets[name].source().toString(), {
            compress: { passes: 3, ecma: 2022 },
            mangle: true,
            module: false,
            format: { comments: false },
          });
          compilation.updateAsset(name, new webpack.sources.RawSource(code));
        }
      });
    });
  }
}

/** A word that one language has and another lacks stops the build, which names the file and the word. */
class MissingWordsPlugin {
  apply(compiler) {
    compiler.hooks.make.tapPromise('missing-words', async ({ errors }) => {
      const { findMissingWords } = await tsImport('./api/words/word-lists.ts', import.meta.url);
      const missing = findMissingWords(here);
      errors.push(...missing.map((fault) => new webpack.WebpackError(fault)));
    });
  }
}

const here = import.meta.dirname;
const modules = `${here}/node_modules`;
const griffel = `${modules}/@griffel/core/src`;

/** What a library brings and the tab does without: 8 kB of the first screen. test/tabs/ui/stand-ins.test.ts compares the names. */
const standIns = {
  // None of our languages runs from right to left: Griffel's mirror of every rule stays out.
  'rtl-css-js/core': `${here}/tabs/ui/no-mirror.ts`,
  [`${modules}/@fluentui/tokens/lib/tokens.js`]: `${here}/tabs/ui/token-names.ts`,
  [`${griffel}/runtime/warnings/warnAboutUnresolvedRule.js`]: `${here}/tabs/ui/no-style-warnings.ts`,
  [`${griffel}/runtime/warnings/warnAboutUnsupportedProperties.js`]: `${here}/tabs/ui/no-style-warnings.ts`,
  [`${griffel}/renderer/rehydrateRendererCache.js`]: `${here}/tabs/ui/no-style-warnings.ts`,
};

const firstChunks = new Set(['list', 'search']);

/**
 * What the list screen needs is one file: it packs better than seven. Elsewhere a part shared by only two lazy screens is in
 * both: many small files weigh more on the first screen than they save later.
 */
function toChunks() {
  const isFirst = (part, { chunkGraph }) =>
    [...chunkGraph.getModuleChunksIterable(part)].some((chunk) => firstChunks.has(chunk.name));
  return {
    chunks: 'async',
    cacheGroups: {
      defaultVendors: false,
      default: { minChunks: 3, reuseExistingChunk: true },
      first: { name: 'first', test: isFirst, priority: 10, enforce: true },
    },
  };
}

export default (_env, argv) => {
  const isProduction = argv.mode !== 'development';
  return {
    mode: isProduction ? 'production' : 'development',
    devtool: false,
    entry: { main: './tabs/main.tsx' },
    output: {
      path: `${here}/dist/tab`,
      publicPath: '/',
      filename: 'assets/[name].[contenthash:12].js',
      chunkFilename: 'assets/[name].[contenthash:12].js',
      clean: true,
    },
    resolve: {
      extensions: ['.tsx', '.ts', '.js', '.json'],
      alias: standIns,
    },
    module: {
      // A stand-in without a name that is asked for would fail at somebody's bedside, not here.
      parser: { javascript: { exportsPresence: 'error' } },
      rules: [
        {
          test: /\.tsx?$/,
          exclude: /node_modules/,
          loader: 'swc-loader',
          options: {
            jsc: {
              target: 'es2022',
              parser: { syntax: 'typescript', tsx: true },
              transform: { react: { runtime: 'automatic' } },
            },
          },
        },
      ],
    },
    optimization: { minimizer: [new SwcMinifyPlugin()], splitChunks: toChunks() },
    plugins: [
      new HtmlWebpackPlugin({ template: './tabs/index.html', scriptLoading: 'module', minify: false }),
      new PrecompressPlugin(),
      new MissingWordsPlugin(),
    ],
    performance: { hints: false },
    stats: 'errors-warnings',
  };
};
