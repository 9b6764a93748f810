export default function broken( {
