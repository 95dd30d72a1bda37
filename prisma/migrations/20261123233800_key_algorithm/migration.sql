-- The token signer keeps the algorithm and the curve of each key beside it.
ALTER TABLE "jwks" ADD COLUMN "alg" TEXT, ADD COLUMN "crv" TEXT;
